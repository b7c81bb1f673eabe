namespace Threadway.Kapso.Emulator.State;

/// <summary>How a number stands at Meta (contract 13.4). A number that comes in connected is verified and registered.</summary>
internal sealed class Registration
{
    public bool IsVerified { get; set; } = true;
    public bool IsRegistered { get; set; } = true;

    /// <summary>Set by the first registration that names one; asked for ever after.</summary>
    public string? Pin { get; set; }

    public int WrongPins { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public VerificationCode? Code { get; set; }
}

/// <summary>The code that the number's owner gets on that number, by text or by call.</summary>
internal sealed record VerificationCode(string Digits, string Method, string Language, DateTimeOffset Until);
