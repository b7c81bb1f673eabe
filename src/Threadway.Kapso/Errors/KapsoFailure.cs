using System.Globalization;
using System.Text;

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
internal static class KapsoFailure
{
    private const int MaxBodyText = 4096;

    /// <param name="call">What was asked for.</param>
    /// <param name="status">What was answered.</param>
    /// <param name="retryAfter">How long Kapso asks to wait.</param>
    /// <param name="body">What came.</param>
    /// <param name="key">The key that was sent, which a refusal may repeat.</param>
    public static KapsoException Answered(KapsoCall call, int status, TimeSpan? retryAfter, ReadOnlySpan<byte> body, string? key = null)
    {
        var error = KapsoError.Read(body);
        var isRetryable = ErrorTable.IsRetryable(call, status, error.Code);
        var facts = new AnswerFacts(
            status,
            error,
            Start(Encoding.UTF8.GetString(body), MaxBodyText),
            retryAfter,
            isRetryable,
            ErrorTable.ClassOf(status, error.Code, isRetryable));
        var isUnknown = call.Changes && status is >= 500 and not 501;
        var message = $"Kapso answered {status} to {call}{CodeOf(error)}{SentencesOf(error, key)}".WithNext(NextStep.Of(call, facts, isUnknown));

        return (status, error.Code) switch
        {
            _ when isUnknown => new KapsoOutcomeUnknownException(message, facts),
            (429, _) or (_, "4" or "80007" or "130429" or "131056") => new KapsoRateLimitException(message, facts),
            (401 or 403, _) => new KapsoAuthenticationException(message, facts),
            (404, _) => new KapsoNotFoundException(message, facts),
            (400 or 422, _) => new KapsoValidationException(message, facts),
            _ => new KapsoException(message, facts),
        };
    }

    public static KapsoException Unanswered(KapsoCall call, Uri server, Exception failure)
    {
        var end = Attempt.EndOf(failure);
        var isRetryable = end is AttemptEnd.NotSent or AttemptEnd.Lost;
        var facts = new AnswerFacts(
            null,
            KapsoError.None,
            IsRetryable: isRetryable,
            Class: isRetryable ? KapsoErrorClass.Retry : KapsoErrorClass.Unknown);
        var host = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");
        var cause = Cause.Of(failure).Words;

        return end switch
        {
            AttemptEnd.NotSent => new KapsoException($"Kapso could not be reached at {host} for {call}: {cause}. Nothing was sent.", facts, failure),
            _ when call.Changes => new KapsoOutcomeUnknownException(
                $"The answer of {host} to {call} was lost: {cause}. Kapso may have carried it out: look before repeating it.", facts, failure),
            _ => new KapsoException($"The answer of {host} to {call} was lost: {cause}.", facts, failure),
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

    private static string CodeOf(KapsoError error) => error.Code is { } code ? $" (code {Wording.Clean(Start(code, 60))})" : "";

    /// <summary>All that was said, each sentence once: exceptions end in logs, so it goes in cleaned, and whole in the properties.</summary>
    private static string SentencesOf(KapsoError error, string? key)
    {
        List<string> said = [];
        foreach (var sentence in new[] { error.Title, error.Details, error.UserTitle, error.UserMessage })
        {
            if (sentence is null || Wording.Clean(sentence, key) is not { Length: > 0 } clean)
                continue;

            said.RemoveAll(earlier => clean.Contains(earlier, StringComparison.OrdinalIgnoreCase));
            if (!said.Exists(earlier => earlier.Contains(clean, StringComparison.OrdinalIgnoreCase)))
                said.Add(clean);
        }

        return said.Count == 0 ? "." : said.Aggregate(":", (all, sentence) => all is ":" ? $": {sentence}" : $"{Ended(all)} {sentence}");
    }

    private static string WithNext(this string message, string? next) => next is null ? message : $"{Ended(message)} {next}";

    private static string Ended(string sentence) => sentence[^1] is '.' or '!' or '?' or '…' or ':' ? sentence : $"{sentence}.";

    private static string Start(string text, int length) => text.Length <= length ? text : text[..length];
}
