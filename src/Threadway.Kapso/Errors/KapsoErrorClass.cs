namespace Threadway.Kapso;

/// <summary>What helps against a failure. Where several things would, this is the first to do.</summary>
public enum KapsoErrorClass
{
    /// <summary>Nobody told.</summary>
    Unknown,

    /// <summary>Try again a few times, with growing pauses. Look at <see cref="KapsoException.MayHaveHappened"/> first.</summary>
    Retry,

    /// <summary>Try again after a pause of minutes to hours, or after <see cref="KapsoException.RetryAfter"/>.</summary>
    Wait,

    /// <summary>Change the request first, or the configuration it was made with.</summary>
    Fix,

    /// <summary>Do not send this message to this person.</summary>
    Stop,

    /// <summary>Send a template instead: the 24-hour window is closed.</summary>
    Template,

    /// <summary>The customer has to go through a reconnect link.</summary>
    Reconnect,

    /// <summary>Somebody has to act at Meta or at Kapso: payment, a policy, a name.</summary>
    Owner,
}

/// <summary>Finds the <see cref="KapsoErrorClass"/> of a code that came by webhook; an exception carries its own.</summary>
public static class KapsoErrorClasses
{
    /// <summary>The class of one of Meta's numeric codes as text, or of Kapso's machine words.</summary>
    public static KapsoErrorClass Of(string? code) => Http.ErrorTable.ClassOf(code);
}
