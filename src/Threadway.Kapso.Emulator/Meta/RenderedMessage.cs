using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>What the person reads, the code that a button copies, the file that comes along, what frames a template, of which category it is, and why it will not arrive.</summary>
internal sealed record RenderedMessage(string Text)
{
    public string? Code { get; init; }
    public MessageMedia? Media { get; init; }
    public MessageFrame? Frame { get; init; }
    /// <summary>Of a template; null for all others.</summary>
    public string? Category { get; init; }

    public StatusError? Failure { get; init; }
}
