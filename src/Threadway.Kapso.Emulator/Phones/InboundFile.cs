namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A file on its way from a person.</summary>
internal sealed record InboundFile(string MimeType, string FileName, byte[] Bytes, string? Caption)
{
    public string? ContextMessageId { get; init; }
}
