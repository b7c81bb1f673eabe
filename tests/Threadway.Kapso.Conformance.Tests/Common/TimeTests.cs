using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>What comes of time going by: only a clock that can be moved shows it.</summary>
[Contract("9.6"), Collection(Alone.Name)]
public class TimeTests(Target target)
{
    [Fact]
    public async Task A_silent_conversation_is_inactive_after_the_webhooks_minutes()
    {
        const string name = "whatsapp.conversation.inactive";
        var control = target.Control;
        await using var number = await Subscription.OpenAsync(target, target.Number, $$"""{"events":["{{name}}"],"inactivity_minutes":7}""");
        var chat = await target.ChatAsync(target.Number);
        var last = await chat.HearAsync("And then nothing");

        await control.PostAsync("/clock", """{"advance":"00:07:01"}""");

        var delivered = await number.Inbox.NextAsync(one => one.Body["conversation"]!["phone_number"]!.ToString() == chat.Person, name);
        var body = delivered.Fits(EventShapes.Of(name));
        Assert.Equal(7, body["inactivity"]!["minutes"]!.GetValue<int>());
        Assert.Equal((last, "inbound"), (body["since_message"]!["whatsapp_message_id"]!.ToString(), body["since_message"]!["direction"]!.ToString()));
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
        Assert.Equal("ended", delivered.Fits(EventShapes.Of(name))["conversation"]!["status"]!.ToString());
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
