using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// A call to Kapso failed. Subclasses exist where a caller acts differently; everything else, a connection that was refused
/// included, is this type. The message says what was asked for, what Kapso or Meta said about it and what to do next; never the key, a
/// query or a phone number.
/// </summary>
public class KapsoException : Exception
{
    /// <summary>Makes an exception with what went wrong in words.</summary>
    public KapsoException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    internal KapsoException(string message, AnswerFacts facts, Exception? innerException = null) : this(message, innerException)
    {
        Status = facts.Status;
        Code = facts.Error.Code;
        Subcode = facts.Error.Subcode;
        Type = facts.Error.Type;
        Title = facts.Error.Title;
        Details = facts.Error.Details;
        UserTitle = facts.Error.UserTitle;
        UserMessage = facts.Error.UserMessage;
        TraceId = facts.Error.TraceId;
        Href = facts.Error.Href;
        ResponseBody = facts.Body;
        RetryAfter = facts.RetryAfter;
        IsRetryable = facts.IsRetryable;
        Class = facts.Class;
    }

    /// <summary>The HTTP status, or <see langword="null"/> when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Meta's numeric code as text (<c>131047</c>), or Kapso's machine word (<c>insufficient_credits</c>).</summary>
    public string? Code { get; init; }

    /// <summary>Meta's finer code (<c>error_subcode</c>) as text, for example <c>2388023</c> beside the code <c>100</c>.</summary>
    public string? Subcode { get; init; }

    /// <summary>Meta's word for the kind of error, for example <c>OAuthException</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The sentence that Kapso or Meta gave; Meta's are written for programmers.</summary>
    public string? Title { get; init; }

    /// <summary>A longer explanation, where one was given (<c>error_data.details</c>).</summary>
    public string? Details { get; init; }

    /// <summary>Meta's title for people (<c>error_user_title</c>).</summary>
    public string? UserTitle { get; init; }

    /// <summary>Meta's sentence for people (<c>error_user_msg</c>), in the language of the account.</summary>
    public string? UserMessage { get; init; }

    /// <summary>
    /// The sentence to show to whoever can act on it: <see cref="UserMessage"/>, else <see cref="Details"/>, else <see cref="Title"/>.
    /// As it came: it may name people, so for a log there is <see cref="Exception.Message"/>.
    /// </summary>
    public string? Explanation => UserMessage ?? Details ?? Title;

    /// <summary>Meta's trace id (<c>fbtrace_id</c>), for its support.</summary>
    public string? TraceId { get; init; }

    /// <summary>Meta's page about the error (<c>href</c>).</summary>
    public string? Href { get; init; }

    /// <summary>The beginning of the answer's body, at most 4,096 characters. It may hold personal data: do not log it.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>How long Kapso asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed later. Look at <see cref="MayHaveHappened"/> before repeating it.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>What helps: by Meta's code, else by Kapso's word, else by the status.</summary>
    public KapsoErrorClass Class { get; init; }

    /// <summary>Whether Kapso may have carried the request out although the call failed.</summary>
    public virtual bool MayHaveHappened => false;
}

/// <summary>The API key is missing, wrong, or not allowed to do this (401, 403).</summary>
public sealed class KapsoAuthenticationException : KapsoException
{
    /// <summary>Makes an exception with what went wrong in words.</summary>
    public KapsoAuthenticationException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    internal KapsoAuthenticationException(string message, AnswerFacts facts, Exception? innerException = null)
        : base(message, facts, innerException)
    {
    }
}

/// <summary>The project holds no such object; also the answer for somebody else's object (404).</summary>
public sealed class KapsoNotFoundException : KapsoException
{
    /// <summary>Makes an exception with what went wrong in words.</summary>
    public KapsoNotFoundException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    internal KapsoNotFoundException(string message, AnswerFacts facts, Exception? innerException = null)
        : base(message, facts, innerException)
    {
    }
}

/// <summary>The request was refused for what it says (400, 422).</summary>
public sealed class KapsoValidationException : KapsoException
{
    /// <summary>Makes an exception with what went wrong in words.</summary>
    public KapsoValidationException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    internal KapsoValidationException(string message, AnswerFacts facts, Exception? innerException = null)
        : base(message, facts, innerException)
    {
    }
}

/// <summary>Too many requests, at Kapso (429) or at Meta (its throughput codes). Nothing happened.</summary>
public sealed class KapsoRateLimitException : KapsoException
{
    /// <summary>Makes an exception with what went wrong in words.</summary>
    public KapsoRateLimitException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    internal KapsoRateLimitException(string message, AnswerFacts facts, Exception? innerException = null)
        : base(message, facts, innerException)
    {
    }
}

/// <summary>
/// A call that changes something got no answer that settles it: the connection broke, time ran out, or the server failed (5xx).
/// Find out what became of it before repeating it: a second POST may send twice, or revoke a setup link already handed out.
/// </summary>
public sealed class KapsoOutcomeUnknownException : KapsoException
{
    /// <summary>Makes an exception with what went wrong in words.</summary>
    public KapsoOutcomeUnknownException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    internal KapsoOutcomeUnknownException(string message, AnswerFacts facts, Exception? innerException = null)
        : base(message, facts, innerException)
    {
    }

    /// <summary>Always <see langword="true"/>.</summary>
    public override bool MayHaveHappened => true;
}
