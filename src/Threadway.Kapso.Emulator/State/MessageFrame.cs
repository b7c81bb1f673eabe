namespace Threadway.Kapso.Emulator.State;

/// <summary>What stands around a template's text on the phone.</summary>
internal sealed record MessageFrame(string? Header, string? Footer, List<FrameButton> Buttons)
{
    public FrameOffer? Offer { get; init; }

    /// <summary>Of a carousel, in its order.</summary>
    public List<FrameCard>? Cards { get; init; }
}

/// <summary>What is on offer, and until when, if it ends.</summary>
internal sealed record FrameOffer(string Text, DateTimeOffset? Until);

internal sealed record FrameCard(string? Header, MessageMedia? Media, string Text, List<FrameButton> Buttons);

/// <summary>A button of a template: its type at Meta, its words, and where it leads, what it copies or the payload that it returns.</summary>
internal sealed record FrameButton(string Type, string Text, string? Value)
{
    public const string QuickReply = "QUICK_REPLY";
    public const string Url = "URL";
    public const string PhoneNumber = "PHONE_NUMBER";
    public const string Flow = "FLOW";
    public const string CopyCode = "COPY_CODE";
    public const string Catalog = "CATALOG";
    public const string Products = "MPM";
    public const string VoiceCall = "VOICE_CALL";
    public const string OneTimeCode = "OTP";
}
