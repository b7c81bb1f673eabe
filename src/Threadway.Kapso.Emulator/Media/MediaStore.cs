using System.Security.Cryptography;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Media;

/// <summary>Keeps files and hands out the addresses that open them (contract 13.1).</summary>
internal sealed class MediaStore(EmulatorClock clock, Origin origin)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public MediaFile Keep(WorldState state, string phoneNumberId, string mimeType, string fileName, byte[] bytes, string? handle = null)
    {
        var known = string.Join(", ", MediaKind.All.SelectMany(one => one.MimeTypes));
        var kind = MediaKind.OfMime(mimeType) ?? throw MetaErrors.Parameter(
            $"Param file must be a file with one of the following types: {known}. Received file of type '{mimeType}'.");
        if (bytes.Length == 0)
            throw MetaErrors.Parameter("file is empty");
        if (bytes.Length > kind.LargestFor(bytes))
            throw MetaErrors.Upload($"A file of type {MediaKind.Plain(mimeType)} has {kind.LargestFor(bytes)} bytes at most, this one has {bytes.Length}");

        var file = new MediaFile
        {
            Id = Ids.Meta(),
            PhoneNumberId = phoneNumberId,
            MimeType = mimeType,
            FileName = fileName,
            Bytes = bytes,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Handle = handle,
            CreatedAt = clock.GetUtcNow(),
        };
        file.Tokens.Add(new MediaToken(Ids.Token(), null));
        state.Add(file);
        return file;
    }

    /// <summary>Null too when its 30 days are over.</summary>
    public MediaFile? Find(WorldState state, string id) =>
        state.Media.Find(file => file.Id == id) is { } found && clock.GetUtcNow() - found.CreatedAt < Life ? found : null;

    public MediaFile? ByToken(WorldState state, string token)
    {
        var now = clock.GetUtcNow();
        return state.Media.Find(file => file.Tokens.Exists(one => one.Value == token && !(one.Until <= now)));
    }

    public string TemporaryLink(MediaFile file, TimeSpan life)
    {
        var now = clock.GetUtcNow();
        file.Tokens.RemoveAll(one => one.Until <= now);
        var token = new MediaToken(Ids.Token(), now + life);
        file.Tokens.Add(token);
        return Link(token);
    }

    /// <summary>As a message carries it, with an address that stays good.</summary>
    public MessageMedia Attachment(MediaFile file, string? fileName = null) =>
        new(Link(file.Tokens[0]), fileName ?? file.FileName, MediaKind.Plain(file.MimeType), file.Bytes.Length);

    public static async Task<byte[]> ReadAsync(IFormFile part, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await part.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private string Link(MediaToken token) => $"{origin.Address.GetLeftPart(UriPartial.Authority)}{ApiFaces.MediaDownload}?token={token.Value}";
}
