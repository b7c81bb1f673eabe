namespace Threadway.Kapso.Emulator.Meta;

/// <summary>What the person reads, and the code that a button copies.</summary>
internal sealed record RenderedMessage(string Text, string? Code);
