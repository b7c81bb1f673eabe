using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What a message asks of the person that a button's press does not answer.</summary>
internal static class Asked
{
    public const string Flow = "flow";
    public const string Location = "location_request_message";
    public const string ContactInfo = "request_contact_info";

    /// <summary>Null for a message that asks nothing of the kind.</summary>
    public static string? Of(Message message)
    {
        if (message is { IsInbound: false, Frame: { } frame })
            return frame.Buttons.Exists(button => button.Type == FrameButton.Flow) ? Flow : null;
        return message is { Type: "interactive", IsInbound: false } && message.Content.Words("type") is Flow or Location or ContactInfo
            ? message.Content.Words("type")
            : null;
    }
}
