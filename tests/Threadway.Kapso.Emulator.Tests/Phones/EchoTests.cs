using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

public class EchoTests
{
    private const string Business = "573105550101";

    [Fact]
    public async Task What_the_owner_writes_on_the_phone_is_sent_and_nothing_comes_after()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        await chat.SubscribeAsync("sent", "delivered", "read");

        (await EchoAsync(chat, """{"to":"+57 300 123 4567","text":{"body":"Luis here"}}""")).Ok();
        await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/read");
        var told = Assert.Single(lab.Receiver.Waiting());

        Assert.Equal("sent", told.Body["message"]!["kapso"]!["status"]!.ToString());
        Assert.Null(told.Body["message"]!["kapso"]!["statuses"]);
    }

    [Fact]
    public async Task A_webhook_of_kind_meta_gets_the_echo_as_Meta_words_it()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        (await lab.PostAsync(
            $"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks",
            $$"""{"whatsapp_webhook":{"kind":"meta","url":"{{lab.Receiver.Url}}","secret_key":"n"} }""")).Ok();

        (await EchoAsync(chat, """{"to":"573001234567","text":{"body":"Luis here"}}""")).Ok();
        var change = (await lab.Receiver.NextAsync()).Body["entry"]![0]!["changes"]![0]!;

        var message = change["value"]!["message_echoes"]![0]!.AsObject();
        Assert.Equal("smb_message_echoes", change["field"]!.ToString());
        Assert.Equal((Business, Chat.Phone, "Luis here"), (message["from"]!.ToString(), message["to"]!.ToString(), message["text"]!["body"]!.ToString()));
        Assert.False(message.ContainsKey("kapso"));
        Assert.False(change["value"]!.AsObject().ContainsKey("messages"));
    }

    [Theory]
    [InlineData("""{"type":"location","location":{"latitude":4.6,"longitude":-74.1}}""", "location")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Luis"}}]}""", "contacts")]
    [InlineData("""{"type":"media","media":{"mimeType":"application/pdf","base64":"YWJj","fileName":"menu.pdf"}}""", "document")]
    public async Task The_owner_may_send_more_than_text_to_somebody_who_never_wrote(string fields, string type)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        await chat.SubscribeAsync("sent");

        (await EchoAsync(chat, $$"""{"to":"573109998877",{{fields[1..]}}""")).Ok();

        var message = (await lab.Receiver.NextAsync()).Body["message"]!;
        Assert.Equal(type, message["type"]!.ToString());
        Assert.NotNull(message[type]);
    }

    [Theory]
    [InlineData("dedicated", false, HttpStatusCode.UnprocessableEntity, "dedicated")]
    [InlineData("coexistence", true, HttpStatusCode.Conflict, "disconnected")]
    public async Task A_dedicated_number_has_no_app_and_one_that_was_cut_off_is_not_heard(string type, bool revoked, HttpStatusCode status, string reason)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab, type);
        if (revoked)
            await lab.PostAsync($"/_emulator/phone-numbers/{chat.NumberId}/revoke");

        var refused = await EchoAsync(chat, """{"to":"573001234567","text":{"body":"Luis here"}}""");

        Assert.Equal(status, refused.Status);
        Assert.Contains(reason, refused.Text("error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"to":"hello","text":{"body":"x"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":{"body":"x"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"to":"573001234567","type":"location"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"to":"573105550101","text":{"body":"x"}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_written_is_refused(string echo, HttpStatusCode status)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);

        var refused = await EchoAsync(chat, echo);

        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task The_owner_sees_the_chats_of_the_number_and_writes_from_its_own_phone()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab);
        await chat.WriteAsync("""{"text":{"body":"Are you open?"}}""");
        await chat.SubscribeAsync("sent");
        var app = new Phone(lab, Business);

        var page = await app.PageAsync();
        var written = await app.SubmitAsync("", ("to", "+57 300 123 4567"), ("text", "Until six"));
        var told = await lab.Receiver.NextAsync();

        Assert.Contains("The WhatsApp Business app of", page, StringComparison.Ordinal);
        Assert.Contains("Are you open?", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, written.Status);
        Assert.Equal("Until six", told.Body["message"]!["text"]!["body"]!.ToString());
        Assert.Contains("Until six", await chat.ScreenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dedicated_numbers_phone_has_no_chats_of_the_business()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await OpenAsync(lab, "dedicated");
        await chat.WriteAsync("""{"text":{"body":"Are you open?"}}""");
        var phone = new Phone(lab, Business);

        var page = await phone.PageAsync();
        var refused = await phone.SubmitAsync("", ("to", "+57 300 123 4567"), ("text", "Until six"));

        Assert.DoesNotContain("Are you open?", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    private static async Task<Chat> OpenAsync(Lab lab, string type = "coexistence")
    {
        var (_, number) = await lab.ConnectAsync($$"""{"connectionType":"{{type}}","displayPhoneNumber":"+{{Business}}"}""");
        return new Chat(lab, number);
    }

    private static Task<Reply> EchoAsync(Chat chat, string body) => chat.Lab.PostAsync($"/_emulator/phone-numbers/{chat.NumberId}/echo", body);
}
