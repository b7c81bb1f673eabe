using System.Text;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Http;

/// <summary>What an answer said, for the exception that is made of it.</summary>
internal sealed record AnswerFacts(
    int? Status,
    KapsoError Error,
    string? Body = null,
    TimeSpan? RetryAfter = null,
    bool IsRetryable = false,
    KapsoErrorClass Class = KapsoErrorClass.Unknown);

/// <summary>Turns what came back, or did not, into the exception that tells a caller how to act.</summary>
internal static partial class KapsoFailure
{
    private const int MaxBodyText = 4096;
    private const int MaxSentence = 300;

    public static KapsoException Answered(KapsoCall call, int status, TimeSpan? retryAfter, ReadOnlySpan<byte> body)
    {
        var error = KapsoError.Read(body);
        var isRetryable = IsRetryable(call, status, error.Code);
        var facts = new AnswerFacts(
            status,
            error,
            Start(Encoding.UTF8.GetString(body), MaxBodyText),
            retryAfter,
            isRetryable,
            ErrorTable.ClassOf(status, error.Code, isRetryable));
        var message = $"Kapso answered {status} to {call}{CodeOf(error)}{SentenceOf(error)}";

        return (status, error.Code) switch
        {
            _ when call.Changes && status is >= 500 and not 501 => new KapsoOutcomeUnknownException(message, facts),
            (429, _) or (_, "4" or "80007" or "130429" or "131056") => new KapsoRateLimitException(message, facts),
            (401 or 403, _) => new KapsoAuthenticationException(message, facts),
            (404, _) => new KapsoNotFoundException(message, facts),
            (400 or 422, _) => new KapsoValidationException(message, facts),
            _ => new KapsoException(message, facts),
        };
    }

    public static KapsoException Unanswered(KapsoCall call, Exception failure)
    {
        var end = Attempt.EndOf(failure);
        var isRetryable = end is AttemptEnd.NotSent or AttemptEnd.Lost;
        var facts = new AnswerFacts(
            null,
            KapsoError.None,
            IsRetryable: isRetryable,
            Class: isRetryable ? KapsoErrorClass.Retry : KapsoErrorClass.Unknown);

        return end switch
        {
            AttemptEnd.NotSent => new KapsoException($"Kapso could not be reached for {call}; nothing was sent.", facts, failure),
            _ when call.Changes => new KapsoOutcomeUnknownException(
                $"The answer to {call} was lost; Kapso may have carried it out.", facts, failure),
            _ => new KapsoException($"The answer to {call} was lost.", facts, failure),
        };
    }

    public static KapsoException Unreadable(KapsoCall call, int status, Exception? failure)
    {
        var facts = new AnswerFacts(status, KapsoError.None);

        return call.Changes
            ? new KapsoOutcomeUnknownException(
                $"Kapso answered {status} to {call} with a body that cannot be read; it was probably carried out.", facts, failure)
            : new KapsoException($"Kapso answered {status} to {call} with a body that cannot be read.", facts, failure);
    }

    /// <summary>
    /// By Meta's code first (contract 15), then by status. A 409 of the proxy means that another send to this person is in flight.
    /// </summary>
    private static bool IsRetryable(KapsoCall call, int status, string? code) => (status, code) switch
    {
        (_, "1" or "2" or "4" or "80007" or "130429" or "131000" or "131016" or "131056" or "131057" or "133004" or "2494100") => true,
        (409, _) => call.Sends,
        (501, _) => false,
        _ => status is 429 or >= 500,
    };

    private static string CodeOf(KapsoError error) => error.Code is { } code ? $" (code {Start(code, 60)})" : "";

    // Exceptions end in logs: the provider's sentence goes in without numbers and addresses, and whole in Title.
    private static string SentenceOf(KapsoError error) =>
        error.Title is { } title ? $": {NumberOrAddress().Replace(Start(title, MaxSentence), "…")}" : ".";

    private static string Start(string text, int length) => text.Length <= length ? text : text[..length];

    [GeneratedRegex(@"https?://\S+|\+?\d[\d \-().]{5,}\d", RegexOptions.CultureInvariant)]
    private static partial Regex NumberOrAddress();
}
