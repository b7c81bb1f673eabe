using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

public class MarketingTests
{
    private static string Template(string name) =>
        $$"""{"messaging_product":"whatsapp","to":"{{Chat.Phone}}","type":"template","template":{"name":"{{name}}","language":{"code":"en_US"} } }""";

    private static async Task<Chat> OpenAsync(Lab lab)
    {
        var chat = await Chat.OpenAsync(lab);
        var account = (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}")).Text("data.business_account_id");
        var id = (await lab.PostAsync(
            $"/meta/whatsapp/v24.0/{account}/message_templates",
            """{"name":"sale","language":"en_US","category":"MARKETING","components":[{"type":"BODY","text":"Half price today"}]}""")).Ok().Text("id");
        (await lab.PostAsync($"/_emulator/templates/{id}/status", """{"status":"APPROVED"}""")).Ok();
        return chat;
    }

    private static Task<Reply> PreferAsync(Chat chat, string status) => chat.Lab.PutAsync(
        $"/_emulator/phones/{Chat.Phone}/marketing-preference", $$"""{"phoneNumberId":"{{chat.NumberId}}","status":"{{status}}"}""");

    private static Task<Reply> MarketAsync(Chat chat, string body) => chat.Lab.PostAsync($"/meta/whatsapp/v24.0/{chat.NumberId}/marketing_messages", body);

    [Fact]
    public async Task A_marketing_message_lands_on_the_phone_and_a_refusal_names_the_field()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);

        (await MarketAsync(chat, Template("sale"))).Ok();
        var text = await MarketAsync(chat, $$"""{"messaging_product":"whatsapp","to":"{{Chat.Phone}}","type":"text","text":{"body":"Hi"} }""");
        var product = await MarketAsync(chat, """{"type":"template"}""");

        Assert.Equal("Half price today", (await chat.LastOnPhoneAsync())["text"]!.ToString());
        Assert.StartsWith("type", text.Text("error.error_data.details"), StringComparison.Ordinal);
        Assert.StartsWith("messaging_product", product.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_is_told_of_changes_alone_and_they_are_counted_from_one()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"n","events":["whatsapp.contact.marketing_preference_changed"]} }
            """)).Ok();

        await PreferAsync(chat, "stopped");
        await PreferAsync(chat, "stopped");
        await PreferAsync(chat, "resumed");
        Received[] told = [await lab.Receiver.NextAsync(), await lab.Receiver.NextAsync()];

        Assert.Equal([1, 2], told.Select(one => one.Body["marketing_preference"]!["sequence"]!.GetValue<int>()));
        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task The_person_stops_and_resumes_marketing_with_a_button_in_the_open_chat()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        var phone = new Phone(lab, Chat.Phone);
        var open = (await chat.Lab.GetAsync("/platform/v1/whatsapp/conversations")).Data[0]!["id"]!.ToString();

        var stopped = await phone.SubmitAsync("/marketing", ("chat", open), ("status", "stopped"));
        var (refused, after) = (await MarketAsync(chat, Template("sale")), await phone.PageAsync());
        await phone.SubmitAsync("/marketing", ("chat", open), ("status", "resumed"));
        var (accepted, again) = (await MarketAsync(chat, Template("sale")), await phone.PageAsync());

        Assert.Equal((HttpStatusCode.SeeOther, $"/phones/%2B{Chat.Phone}?chat={open}"), (stopped.Status, stopped.Headers["Location"]));
        Assert.Equal("marketing_preference_stopped", refused.Text("code"));
        Assert.Contains("value=\"resumed\">Resume marketing</button>", after, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Contains("value=\"stopped\">Stop marketing</button>", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marketing_is_not_for_the_owner_to_stop_nor_from_a_business_that_is_gone()
    {
        await using var lab = await Lab.StartAsync();
        var (_, number) = await lab.ConnectAsync("""{"connectionType":"coexistence","displayPhoneNumber":"+573105550101"}""");
        await new Chat(lab, number).WriteAsync("""{"text":{"body":"Hi"}}""");
        var (owner, person) = (new Phone(lab, "573105550101"), new Phone(lab, Chat.Phone));

        var refused = await owner.SubmitAsync("/marketing", ("status", "stopped"));
        var wrong = await person.SubmitAsync("/marketing", ("status", "paused"));
        var ownersPage = await owner.PageAsync();
        await lab.DeleteAsync($"/platform/v1/whatsapp/phone_numbers/{number}");
        var personsPage = await person.PageAsync();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest), (refused.Status, wrong.Status));
        Assert.DoesNotContain("Stop marketing", ownersPage, StringComparison.Ordinal);
        Assert.DoesNotContain("Stop marketing", personsPage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preference_is_erased_with_the_person()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        await PreferAsync(chat, "stopped");

        await lab.DeleteAsync($"/platform/v1/whatsapp/contacts/{Chat.Phone}");

        (await MarketAsync(chat, Template("sale"))).Ok();
    }

    [Fact]
    public async Task A_wrong_preference_is_refused()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);

        var status = await PreferAsync(chat, "paused");
        var number = await PreferAsync(chat with { NumberId = "1" }, "stopped");
        var phone = await lab.PutAsync("/_emulator/phones/abc/marketing-preference", $$"""{"phoneNumberId":"{{chat.NumberId}}","status":"stopped"}""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (status.Status, number.Status, phone.Status));
    }
}
