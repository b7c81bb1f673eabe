using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>What comes of time going by: only a clock that can be moved shows it.</summary>
[Contract("9.6"), Collection(Alone.Name)]
public class TimeTests(Target target)
{
    [Theory, Contract("7")]
    [InlineData("inbound")]
    [InlineData("outbound")]
    public async Task A_conversation_is_inactive_when_it_was_silent_for_a_webhooks_minutes_since_the_last_message(string direction)
    {
        const string name = "whatsapp.conversation.inactive";
        var control = target.Control;
        var (_, id) = await target.ConnectAsync();
        await using var number = await Subscription.OpenAsync(target, id, $$"""{"events":["{{name}}"],"inactivity_minutes":7}""");
        await using var slower = await Subscription.OpenAsync(target, id, $$"""{"events":["{{name}}"],"inactivity_minutes":9}""");
        var chat = await target.ChatAsync(id);

        await control.PostAsync("/clock", """{"advance":"00:05:00"}""");
        var last = direction == "inbound" ? await chat.HearAsync("And then nothing") : await chat.SentTextIdAsync("And then nothing");
        await control.PostAsync("/clock", """{"advance":"00:06:30"}""");
        var isEmpty = number.Inbox.IsEmpty;
        await control.PostAsync("/clock", """{"advance":"00:00:31"}""");
        var body = (await number.Inbox.NextAsync()).Fits(EventShapes.Of(name));
        isEmpty = isEmpty && slower.Inbox.IsEmpty;
        await control.PostAsync("/clock", """{"advance":"00:02:00"}""");
        var later = (await slower.Inbox.NextAsync()).Fits(EventShapes.Of(name));

        Assert.True(isEmpty, "It came too early");
        Assert.Equal((7, 9), (body["inactivity"]!["minutes"]!.GetValue<int>(), later["inactivity"]!["minutes"]!.GetValue<int>()));
        Assert.Equal("active", body["conversation"]!["status"]!.ToString());
        Assert.Equal((last, direction), (body["since_message"]!["whatsapp_message_id"]!.ToString(), body["since_message"]!["direction"]!.ToString()));
    }

    [Fact]
    public async Task A_conversation_ends_after_a_day()
    {
        const string name = "whatsapp.conversation.ended";
        var control = target.Control;
        await using var number = await Subscription.ToAsync(target, target.Number, name);
        var chat = await target.ChatAsync(target.Number);

        await control.PostAsync("/clock", """{"advance":"24:00:01"}""");

        var delivered = await number.Inbox.NextAsync(one => one.Body["conversation"]!["phone_number"]!.ToString() == chat.Person, name);
        var conversation = delivered.Fits(EventShapes.Of(name))["conversation"]!;
        Assert.Equal("ended", conversation["status"]!.ToString());
        Assert.Equal("ended", (await target.Platform.GetAsync($"/whatsapp/conversations/{conversation["id"]}")).Text("data.status"));
    }

    [Fact, Contract("4.5")]
    public async Task A_setup_link_lives_for_thirty_days()
    {
        var control = target.Control;
        var customer = await target.CustomerAsync();
        await target.LinkAsync(customer);
        var links = $"/customers/{customer}/setup_links";

        await control.PostAsync("/clock", """{"advance":"29.23:00:00"}""");
        var before = (await target.Platform.GetAsync($"{links}?status=active")).Page(Shapes.SetupLink);
        await control.PostAsync("/clock", """{"advance":"01:00:01"}""");
        var after = (await target.Platform.GetAsync($"{links}?status=expired")).Page(Shapes.SetupLink);

        Assert.Single(before);
        Assert.Single(after);
    }

    [Fact, Contract("8.4")]
    public async Task A_batch_waits_for_a_window_in_which_its_conversation_is_silent()
    {
        const string name = "whatsapp.message.received";
        var control = target.Control;
        var (_, id) = await target.ConnectAsync();
        var (ana, luis) = (await target.ChatAsync(id), await target.ChatAsync(id));
        await using var number = await Subscription.OpenAsync(target, id, $$"""
            {"events":["{{name}}"],"buffer_enabled":true,"buffer_window_seconds":60,"buffer_events":["{{name}}"]}
            """);

        await ana.HearAsync("One");
        await control.PostAsync("/clock", """{"advance":"00:00:40"}""");
        await ana.HearAsync("Two");
        await luis.HearAsync("Mine");
        await control.PostAsync("/clock", """{"advance":"00:00:30"}""");
        var isEmpty = number.Inbox.IsEmpty;
        await luis.HearAsync("And mine");
        await control.PostAsync("/clock", """{"advance":"00:00:31"}""");
        var ofAna = await number.Inbox.NextAsync();
        isEmpty = isEmpty && number.Inbox.IsEmpty;
        await ana.HearAsync("Three");
        await ana.HearAsync("Four");
        await control.PostAsync("/clock", """{"advance":"00:00:30"}""");
        var ofLuis = await number.Inbox.NextAsync();
        await control.PostAsync("/clock", """{"advance":"00:00:31"}""");
        var anew = await number.Inbox.NextAsync();

        Assert.True(isEmpty, "It came too early");
        Assert.Equal([["One", "Two"], ["Mine", "And mine"], ["Three", "Four"]], new[] { ofAna, ofLuis, anew }.Select(one => one.Fits(EventShapes.Batch)["data"]!
            .AsArray().Select(item => item!["message"]!["text"]!["body"]!.ToString()).ToArray()));
        Assert.Equal(3, new[] { ofAna, ofLuis, anew }.Select(one => one.Header("X-Idempotency-Key")).Distinct().Count());
    }

    [Fact, Contract("12.3"), Contract("14")]
    public async Task A_day_after_the_last_word_only_templates_go()
    {
        var control = target.Control;
        var chat = await target.ChatAsync(target.Number);

        await control.PostAsync("/clock", """{"advance":"24:00:01"}""");
        var text = await chat.SendTextAsync();
        await chat.HearAsync("Still there?");
        var again = await chat.SendTextAsync();

        text.IsE3(422, 131047);
        again.Fits(Shapes.Sent);
    }

    [Fact, Contract("13.1")]
    public async Task A_download_address_is_good_for_four_minutes()
    {
        var control = target.Control;
        var id = (await target.Proxy.UploadAsync($"/{target.Number}/media", Media.Files.Png, "image/png", "dot.png")).Is(200).Text("id");
        var media = (await target.Proxy.GetAsync($"/{id}?phone_number_id={target.Number}")).Fits(Shapes.Media);
        var anybody = target.Origin.WithKey(null);

        await control.PostAsync("/clock", """{"advance":"00:03:50"}""");
        var early = await anybody.GetAsync(media["download_url"]!.ToString());
        await control.PostAsync("/clock", """{"advance":"00:00:20"}""");
        var late = await anybody.GetAsync(media["download_url"]!.ToString());

        Assert.Equal(Media.Files.Png, early.Is(200).Bytes);
        late.IsOneOf(400, 401, 403, 404);
    }

    [Fact, Contract("13.1")]
    public async Task A_media_id_lives_for_thirty_days()
    {
        var control = target.Control;
        var media = (await target.Proxy.UploadAsync($"/{target.Number}/media", Media.Files.Png, "image/png", "dot.png")).Is(200).Text("id");

        await control.PostAsync("/clock", """{"advance":"30.00:00:01"}""");
        var chat = await target.ChatAsync(target.Number);
        var sent = await chat.SendAsync($$"""{"type":"image","image":{"id":"{{media}}"} }""");

        sent.IsE3(400, 100);
    }
}
