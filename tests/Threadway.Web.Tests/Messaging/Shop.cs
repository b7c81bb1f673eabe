using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging;

/// <summary>Somebody with a connected number, and people who write to it.</summary>
internal sealed class Shop(ThreadwayApp app, Person owner, string phoneNumberId)
{
    private static int people;

    public Person Owner => owner;

    public string PhoneNumberId => phoneNumberId;

    public static async Task<Shop> OpenAsync(ThreadwayApp app, string connectionType = "dedicated")
    {
        var owner = await app.SignInAsync();
        return new(app, owner, await owner.ConnectAsync(connectionType));
    }

    /// <summary>A person who wrote to the number, so that the window is open; returns their number.</summary>
    public async Task<string> CustomerAsync()
    {
        var customer = $"+5730{Interlocked.Increment(ref people) + 10_000_000}";
        await WriteAsync(customer, "Hola");
        return customer;
    }

    public async Task WriteAsync(string customer, string text)
    {
        var before = await CountInboundAsync(customer);
        await app.Kapso.WriteFromPhoneAsync(customer, phoneNumberId, text);
        await Eventually.HoldsAsync(() => CountInboundAsync(customer), count => count > before);
    }

    public Task<HttpResponseMessage> SendAsync(object message, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/whatsapp/connections/{phoneNumberId}/messages") { Content = JsonContent.Create(message) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return owner.Browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendTextAsync(string to, string text, string? key = null) => SendAsync(Text(to, text), key);

    public static object Text(string to, string body) => new { to, type = "text", text = new { body } };

    /// <summary>Takes the message, and returns it as it was answered.</summary>
    public async Task<JsonObject> TakenAsync(object message, string? key = null)
    {
        using var answer = await SendAsync(message, key);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{answer.StatusCode} {body}");
        return JsonNode.Parse(body)!.AsObject();
    }

    public async Task<List<JsonObject>> TakenAsync(IEnumerable<object> messages)
    {
        using var answer = await owner.Browser.PostAsJsonAsync($"/api/whatsapp/connections/{phoneNumberId}/messages/batch", new { messages });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonObject>())!["results"]!.AsArray().Select(result => result!["message"]!.AsObject())];
    }

    public async Task<JsonObject> MessageAsync(JsonNode id) => (await owner.Browser.GetFromJsonAsync<JsonObject>($"/api/whatsapp/messages/{(string)id!}"))!;

    public Task<JsonObject> BecomesAsync(JsonObject message, params string[] status) =>
        Eventually.HoldsAsync(() => MessageAsync(message["id"]!), seen => status.Contains((string?)seen["status"]));

    public async Task<JsonObject> QueueAsync() => (await owner.Browser.GetFromJsonAsync<JsonObject>($"/api/whatsapp/connections/{phoneNumberId}/queue"))!;

    /// <summary>Once the app has asked Kapso for its messages again, or the person got one.</summary>
    public async Task LookedAtKapsoOrSentToAsync(string customer)
    {
        var last = app.Kapso.LastRequestId;
        await Eventually.TrueAsync(() => Task.FromResult(
            TextsOf(customer).Count > 0 || app.Kapso.RequestsAfter(last).Any(request => request.Path.Contains("/whatsapp/messages", StringComparison.Ordinal))));
    }

    /// <summary>What the person got from the number, in order.</summary>
    public IReadOnlyList<string> TextsOf(string customer) => [.. app.Kapso.MessagesOf(customer).Where(message => message.PhoneNumberId == phoneNumberId).Select(message => message.Text)];

    private Task<int> CountInboundAsync(string customer)
    {
        var key = $"p:{customer[1..]}";
        return app.ReadAsync(db => db.Messages.CountAsync(m => m.State == MessageState.Received
            && db.ContactKeys.Any(k => k.Key == key && db.Conversations.Any(c => c.Id == m.ConversationId && c.ContactId == k.ContactId))));
    }
}
