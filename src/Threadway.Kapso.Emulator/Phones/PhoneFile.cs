namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A file on its way from a phone.</summary>
internal sealed record PhoneFile(string MimeType, string FileName, byte[] Bytes, string? Caption)
{
    /// <summary>It was spoken into the phone, and not chosen from its files.</summary>
    public bool IsVoice { get; init; }
}
