using System.Globalization;
using System.Text.Json;
using Threadway.Kapso;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>Why a message failed, as its status tells it in Meta's words, and what helps in ours.</summary>
internal sealed record StatusError(string? Code, string Title, string? Details)
{
    public const string WindowClosed = "window_closed", MarketingStopped = "marketing_stopped", ProviderFailed = "provider_failed";

    public bool ClosesWindow => Code == "131047";

    public bool StopsMarketing => Code == "131050";

    public string OurCode => ClosesWindow ? WindowClosed : StopsMarketing ? MarketingStopped : ProviderFailed;

    /// <summary>Whether the same message, sent again later, may arrive.</summary>
    public bool IsRetryable => Class is KapsoErrorClass.Retry or KapsoErrorClass.Wait;

    /// <summary>What helps, and what the provider said.</summary>
    public string Detail => string.Join(' ', new[] { Help, Details }.Where(text => !string.IsNullOrEmpty(text)));

    private KapsoErrorClass Class => KapsoErrorClasses.Of(Code);

    private string? Help => Class switch
    {
        KapsoErrorClass.Template => "The contact has not written for 24 hours: send a template.",
        KapsoErrorClass.Stop when StopsMarketing => "The contact does not want marketing from this number.",
        KapsoErrorClass.Stop => "Do not send this to this contact.",
        KapsoErrorClass.Retry => "Send it again.",
        KapsoErrorClass.Wait => "Send it again later.",
        KapsoErrorClass.Fix => "Change the message, then send it again.",
        KapsoErrorClass.Reconnect => "Reconnect the number.",
        KapsoErrorClass.Owner => "The owner of the number has to act at Meta.",
        _ => null,
    };

    /// <summary>Of Meta's status object; what is not made as Meta makes it tells nothing.</summary>
    public static StatusError Of(string rawStatus)
    {
        using var status = JsonDocument.Parse(rawStatus);
        var error = Member(status.RootElement, "errors") switch
        {
            { ValueKind: JsonValueKind.Array } errors => errors.EnumerateArray().FirstOrDefault(),
            var other => other,
        };
        var message = Said(error, "message");
        return new(Said(error, "code"), Said(error, "title") ?? message ?? "The message was not delivered", Said(Member(error, "error_data"), "details") ?? Said(error, "details") ?? message);
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Said(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
