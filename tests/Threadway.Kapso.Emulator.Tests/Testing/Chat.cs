using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>A connected number and a person who wrote to it, so that the 24-hour window is open.</summary>
internal sealed record Chat(Lab Lab, string NumberId)
{
    public const string Phone = "573001234567";

    public string Messages => $"/meta/whatsapp/v24.0/{NumberId}/messages";

    public static async Task<Chat> OpenAsync(Lab lab)
    {
        var (_, number) = await lab.ConnectAsync();
        var chat = new Chat(lab, number);
        await chat.WriteAsync("""{"text":{"body":"Hi"}}""");
        return chat;
    }

    /// <summary>Sends a message: the fields from <c>type</c> on.</summary>
    public Task<Reply> SendAsync(string fields) =>
        Lab.PostAsync(Messages, $$"""{"messaging_product":"whatsapp","to":"{{Phone}}",{{fields.Trim()[1..]}}""");

    public async Task<string> SentIdAsync(string fields) => (await SendAsync(fields)).Ok().Json["messages"]![0]!["id"]!.ToString();

    /// <summary>The person writes: the control call's fields without the number.</summary>
    public async Task<string> WriteAsync(string fields) => (await TryWriteAsync(fields)).Ok().Text("id");

    public Task<Reply> TryWriteAsync(string fields)
    {
        var body = (JsonObject)JsonNode.Parse(fields)!;
        body["phoneNumberId"] = NumberId;
        return Lab.PostAsync($"/_emulator/phones/{Phone}/messages", body.ToJsonString());
    }

    public async Task<JsonNode> LastOnPhoneAsync() => (await Lab.GetAsync($"/_emulator/phones/{Phone}/messages")).Json.AsArray()[^1]!;

    public async Task<string> ScreenAsync() => (await Lab.GetAsync($"/phones/{Phone}/screen")).Content;

    public async Task SubscribeAsync(params string[] events)
    {
        var names = string.Join(",", events.Select(name => $"\"whatsapp.message.{name}\""));
        (await Lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{NumberId}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{Lab.Receiver.Url}}","secret_key":"n","events":[{{names}}]} }
            """)).Ok();
    }
}
