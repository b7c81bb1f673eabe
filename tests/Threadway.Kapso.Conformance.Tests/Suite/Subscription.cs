using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>Somebody who listens to a number, or to the whole project.</summary>
internal sealed record Subscription(Target Target, Inbox Inbox, string Id, string Path) : IAsyncDisposable
{
    public const string Secret = "conformance ünïcode secret";

    public static string Sign(string secret, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>For a number; without one, for the project. The fields are beside address and secret.</summary>
    public static async Task<Subscription> OpenAsync(Target target, string? number, string fields)
    {
        var inbox = target.OpenInbox();
        var path = number is null ? "/whatsapp/webhooks" : $"/whatsapp/phone_numbers/{number}/webhooks";
        var body = JsonNode.Parse(fields)!.AsObject();
        (body["url"], body["secret_key"]) = (inbox.Url.AbsoluteUri, Secret);
        var created = await target.Platform.PostAsync(path, new JsonObject { ["whatsapp_webhook"] = body }.ToJsonString());
        return new Subscription(target, inbox, created.Is(201).Text("data.id"), path);
    }

    public static Task<Subscription> ToAsync(Target target, string? number, params string[] events) =>
        OpenAsync(target, number, $$"""{"events":[{{string.Join(",", events.Select(name => $"\"{name}\""))}}]}""");

    public async ValueTask DisposeAsync() => await Target.Platform.DeleteAsync($"{Path}/{Id}");
}
