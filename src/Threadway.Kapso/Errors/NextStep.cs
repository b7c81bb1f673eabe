using System.Globalization;

namespace Threadway.Kapso.Http;

/// <summary>What to do now, in a sentence for the end of an exception's message, where the contract knows it (contract 12.3, 15).</summary>
internal static class NextStep
{
    public static string? Of(KapsoCall call, AnswerFacts facts, bool isUnknown) => facts switch
    {
        _ when isUnknown => "It may have been carried out: look before repeating it.",
        { Error.Code: "131049" } => "Meta withholds marketing from this person: not again before 24 hours have passed.",
        { Error.Code: "133010" } => "The number is not registered: register it, or have the customer reconnect it.",
        { Error.Code: "insufficient_credits" } or { Status: 402, Class: KapsoErrorClass.Owner } =>
            "Somebody has to act at Kapso: credits, or another plan.",
        { Status: 401, Class: KapsoErrorClass.Fix } => "Check the API key (KapsoOptions.ApiKey) and that it is of this project.",
        { Status: 409 } when call.Sends && facts.IsRetryable =>
            "One message at a time goes to a conversation: send it again in a few seconds.",
        { Status: 409 } when call.ConnectsNumber =>
            "The number is connected already, in this project or in another, or the plan allows no more numbers.",
        { Class: KapsoErrorClass.Template } => "The 24-hour window is closed: send a template.",
        { Class: KapsoErrorClass.Reconnect } => "The customer has to reconnect the number, through a setup link made with ReconnectPhoneNumber.",
        { Class: KapsoErrorClass.Owner } => "Somebody has to act at Meta, in WhatsApp Manager.",
        { Class: KapsoErrorClass.Stop } => "Do not send this to this person again.",
        { RetryAfter: { } wait } when wait > TimeSpan.Zero => string.Create(CultureInfo.InvariantCulture, $"Wait {Math.Ceiling(wait.TotalSeconds)} s."),
        { Class: KapsoErrorClass.Wait } => "Wait some minutes before the next try.",
        { Class: KapsoErrorClass.Retry } => "It may be tried again.",
        _ => null,
    };
}
