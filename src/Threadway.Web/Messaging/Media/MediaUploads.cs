using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Threadway.Kapso;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Media;

internal abstract record UploadOutcome;

internal sealed record Uploaded(string Id, string ContentType, long Size) : UploadOutcome;

internal sealed record UploadWithoutFile : UploadOutcome;

/// <summary>WhatsApp does not take such a file.</summary>
internal sealed record UploadNotSupported(string Detail) : UploadOutcome;

internal sealed record UploadTooLarge(string Detail, bool ForAnyType) : UploadOutcome;

internal sealed record UploadFailed(KapsoException Because) : UploadOutcome;

/// <summary>
/// Takes a file in and hands it on to Kapso while it comes, so that none is ever whole in memory. What it is says its beginning; what
/// WhatsApp does not take is refused before anything is sent.
/// </summary>
internal sealed class MediaUploads(KapsoClient kapso, KnownMedia known)
{
    private const string Takes =
        "WhatsApp takes JPEG and PNG images (5 MB), MP4 and 3GP videos with H.264 (16 MB), AAC, AMR, MP3, M4A and OGG with Opus (16 MB), WebP stickers (100 KB, 500 KB animated), "
        + "and PDF, text and Office files as documents (100 MB).";

    /// <summary>What the form itself may add to the file.</summary>
    public const long Frame = 64 * 1024;

    /// <summary>Of a whole upload. How slowly a person's line may be is the server's own rule.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<UploadOutcome> UploadAsync(Guid userId, Guid connectionId, string phoneNumberId, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > FileType.LargestFile + Frame) return new UploadTooLarge("A file may have at most 100 MB.", ForAnyType: true);
        if (await FindFileAsync(request, cancellationToken) is not { } body) return new UploadWithoutFile();

        var head = new byte[FileTypeReader.HeadLength];
        var length = await ReadHeadAsync(body, head, cancellationToken);
        if (length == 0) return new UploadWithoutFile();
        var type = FileTypeReader.Of(head.AsSpan(0, length));
        if (type.Refusal is { } refusal) return new UploadNotSupported($"{refusal} {Takes}");
        if (request.ContentLength > type.Most + Frame) return TooLarge(type);

        return await SendAsync(userId, connectionId, phoneNumberId, type, new UploadStream(head.AsMemory(0, length), body, type.Most), cancellationToken);
    }

    private async Task<UploadOutcome> SendAsync(
        Guid userId, Guid connectionId, string phoneNumberId, FileType type, UploadStream file, CancellationToken cancellationToken)
    {
        await using var _ = file;
        string id;
        try
        {
            using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
            id = await kapso.With(new() { Timeout = Patience }).Media.UploadAsync(phoneNumberId, file, type.ContentType, $"file{type.Ending}", cancellationToken);
        }
        catch (Exception e) when (file.IsOver && e is KapsoException or IOException)
        {
            return TooLarge(type);
        }
        catch (KapsoValidationException e)
        {
            return new UploadNotSupported($"Meta does not take this file ({type.Plain}). {e.Explanation} {Takes}");
        }
        catch (KapsoException e)
        {
            return new UploadFailed(e);
        }

        // It lies at Meta: that whoever sent it hung up is no reason to forget it.
        await known.RememberAsync(connectionId, id, type.ContentType, file.Count, CancellationToken.None);
        return new Uploaded(id, type.ContentType, file.Count);
    }

    private static UploadTooLarge TooLarge(FileType type) => new($"The file is {type.Plain}, and too large for it. {Takes}", ForAnyType: type.Most == FileType.LargestFile);

    private static async Task<int> ReadHeadAsync(Stream body, byte[] head, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception e) when (IsNoForm(e))
        {
            return 0;
        }
    }

    /// <summary>What comes is no form, or one that ends too soon. A request that the server itself refuses has its own answer.</summary>
    private static bool IsNoForm(Exception e) => e is (IOException or InvalidDataException) and not BadHttpRequestException;

    /// <summary>The part of the form that is called <c>file</c>, at its beginning.</summary>
    private static async Task<Stream?> FindFileAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary) return null;

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } part && HeaderUtilities.RemoveQuotes(part.Name) == "file") return section.Body;
            }
        }
        catch (Exception e) when (IsNoForm(e))
        {
            return null;
        }
        return null;
    }
}
