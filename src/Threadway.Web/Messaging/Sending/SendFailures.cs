using System.Globalization;
using System.Security.Cryptography;
using Threadway.Kapso;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Sending;

/// <summary>What a failed send means: by Meta's code, then by Kapso's word, then by the status (contract 12.3 and 15).</summary>
internal static class SendFailures
{
    /// <summary>Between our words and the provider's.</summary>
    public const string ProviderSays = " The provider says: ";

    private const int MostTries = 5;

    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1), OneHour = TimeSpan.FromHours(1), FiveMinutes = TimeSpan.FromMinutes(5);

    public static SendFailure WindowClosed() => new(
        "window_closed", "The customer service window is closed.", "Send an approved template, or wait until the contact writes again.")
    { Class = KapsoErrorClass.Template };

    public static SendFailure MarketingStopped() => new(
        "marketing_stopped", "The contact stopped marketing messages from this number.", "Do not send marketing to this contact.")
    { Class = KapsoErrorClass.Stop };

    /// <param name="tries">With this one.</param>
    public static SendOutcome Of(KapsoException failure, int tries) => failure switch
    {
        { MayHaveHappened: true } => new SendOutcome.Doubtful(),
        { Code: KapsoBudgetHandler.Code } => Held(HoldKind.Key, failure, OneMinute),
        { Code: "130429" } => Held(HoldKind.TooFast, failure, TimeSpan.Zero),
        // For this contact alone, and longer each time.
        { Code: "131056" } => new SendOutcome.Again(TimeSpan.FromSeconds(Math.Pow(4, Math.Min(tries, 6))), Counts: false),
        { Code: "131047" } => new SendOutcome.Failed(WindowClosed() with { ProviderCode = failure.Code }),
        { Code: "131050" or "marketing_preference_stopped" } => new SendOutcome.Failed(MarketingStopped() with { ProviderCode = failure.Code }),
        { Code: "131048" } => Held(HoldKind.Paused, failure, OneHour),
        { Status: 429, Class: KapsoErrorClass.Wait, Code: null or "" } => Held(HoldKind.Key, failure, OneMinute),
        { Class: KapsoErrorClass.Wait } => Held(HoldKind.Paused, failure, failure.Code == "131057" ? OneMinute : FiveMinutes),
        { Class: KapsoErrorClass.Reconnect } => Held(HoldKind.Reconnect, failure, OneMinute),
        // Our own key, or a number that is not this project's any more: nothing is wrong with the message.
        { Status: 401 or 403 } when failure.Class != KapsoErrorClass.Owner => Held(HoldKind.Paused, failure, OneMinute),
        { Status: 404, Class: KapsoErrorClass.Unknown or KapsoErrorClass.Fix, Code: not "132001" } => Held(HoldKind.Reconnect, failure, OneMinute),
        { Class: KapsoErrorClass.Owner, Code: "131042" or "134011" or "141006" or "141000" } => Held(HoldKind.Templates, failure, FiveMinutes),
        { Class: KapsoErrorClass.Owner, Status: 402 } => Held(HoldKind.Paused, failure, FiveMinutes),
        { IsRetryable: true } when tries < MostTries => new SendOutcome.Again(Pause(tries), Counts: true),
        _ => new SendOutcome.Failed(Told(failure)),
    };

    private static SendOutcome.Again Held(HoldKind kind, KapsoException failure, TimeSpan usual) =>
        new(TimeSpan.Zero, Counts: false, new(kind, failure.RetryAfter ?? usual, failure.Code));

    /// <summary>One second to eight, and a part more, so that many do not come back together.</summary>
    private static TimeSpan Pause(int tries) => TimeSpan.FromMilliseconds(Math.Pow(2, tries - 1) * (1000 + RandomNumberGenerator.GetInt32(500)));

    private static SendFailure Told(KapsoException failure)
    {
        var (code, title, help) = failure.Class switch
        {
            KapsoErrorClass.Stop => ("recipient_unreachable", "WhatsApp does not deliver to this contact.", "Do not send this message to this contact again."),
            KapsoErrorClass.Owner => ("account_restricted", "WhatsApp does not let this account send.", "Look into the account at Meta."),
            KapsoErrorClass.Retry or KapsoErrorClass.Wait => ("provider_failed", "WhatsApp failed several times.", "Send it again later."),
            _ => ("message_refused", "WhatsApp refused the message.", "Change what the provider names, and send it as a new message."),
        };
        var said = failure.Explanation is { Length: > 0 } sentence ? $"{help}{ProviderSays}{sentence}" : help;
        return new(code, title, said, failure.Code ?? failure.Status?.ToString(CultureInfo.InvariantCulture), failure.IsRetryable) { Class = failure.Class };
    }
}
