namespace Threadway.Kapso.Emulator.State;

/// <summary>What stands around a template's text on the phone.</summary>
internal sealed record MessageFrame(string? Header, string? Footer, List<FrameButton> Buttons);

/// <summary>A button of a template: its type at Meta, its words, and where it leads or the payload that it returns.</summary>
internal sealed record FrameButton(string Type, string Text, string? Value)
{
    public const string QuickReply = "QUICK_REPLY";
    public const string Url = "URL";
    public const string Flow = "FLOW";
}
