using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Files that messages carry (Meta's API through Kapso; Kapso Platform: media). Every call throws <see cref="KapsoException"/> when it
/// fails. One attempt may take <see cref="KapsoOptions.Timeout"/>: raise it for large files on slow lines.
/// </summary>
public sealed class MediaClient
{
    private readonly KapsoTransport transport;
    private readonly string graphVersion;

    internal MediaClient(KapsoTransport transport, string graphVersion) =>
        (this.transport, this.graphVersion) = (transport, graphVersion);

    /// <summary>
    /// Uploads a file for messages of one number and returns its id, which lives 30 days. The stream is read from where it stands and
    /// stays open. It is repeated like any POST, but never when the stream cannot go back.
    /// </summary>
    /// <param name="phoneNumberId">The number's id at Meta.</param>
    /// <param name="content">The file.</param>
    /// <param name="contentType">
    /// What it is, for example <c>image/jpeg</c>: Meta goes by this alone. With <see langword="null"/> or
    /// <c>application/octet-stream</c>, which Meta refuses, the ending of the name says it.
    /// </param>
    /// <param name="fileName">
    /// The file's name, any text: what goes out is the last part of a path, without control characters, of at most 128 characters. What
    /// the receiver sees is <see cref="DocumentMessage.Filename"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is no content type, or nothing says what the file is.</exception>
    /// <exception cref="KapsoValidationException">Meta does not take the type or the size.</exception>
    public async Task<string> UploadAsync(
        string phoneNumberId, Stream content, string? contentType, string fileName = "file", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);

        using var file = new StreamUpload(content) { Headers = { ContentType = MediaTypes.Of(contentType, fileName) } };
        using var form = new UploadForm(file, fileName);
        var call = new KapsoCall("kapso.media.upload", HttpMethod.Post, KapsoPath.Meta(graphVersion, $"{phoneNumberId}/media"))
        {
            Extras = new() { Content = form, IsRepeatable = content.CanSeek },
        };

        var answer = await transport.SendAsync(call, KapsoJson.Default.UploadAnswer, cancellationToken).ConfigureAwait(false);
        return answer.Id;
    }

    /// <summary>Reads what a file is and where it can be downloaded for the next minutes.</summary>
    /// <param name="phoneNumberId">The number that received or uploaded it.</param>
    /// <param name="mediaId">The file's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KapsoException">There is no such file.</exception>
    public async Task<MediaFile> GetAsync(string phoneNumberId, string mediaId, CancellationToken cancellationToken = default)
    {
        var call = KapsoCall.Get("kapso.media.get", KapsoPath.Meta(graphVersion, $"{mediaId}"), QueryOf(phoneNumberId));
        var file = await transport.SendAsync(call, KapsoJson.Default.MediaFile, cancellationToken).ConfigureAwait(false);

        return file.DownloadUrl is { IsAbsoluteUri: false } path ? file with { DownloadUrl = new(transport.Server, path) } : file;
    }

    /// <summary>
    /// Copies a file from an address that speaks for itself: <see cref="MediaFile.DownloadUrl"/>, or <see cref="MessageMedia.Url"/>. One
    /// that begins with a slash is on Kapso's origin. The API key is not sent. When it breaks off, the destination holds the beginning.
    /// </summary>
    /// <param name="downloadUrl">The address.</param>
    /// <param name="destination">Where the bytes go; it stays open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">
    /// The address is none of the web: a file of this machine, say. Or it is not encrypted, while Kapso's own is.
    /// </exception>
    /// <exception cref="KapsoException">The address has expired, or the connection broke.</exception>
    public Task DownloadAsync(Uri downloadUrl, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(downloadUrl);
        ArgumentNullException.ThrowIfNull(destination);

        return WebAddress.Resolve(downloadUrl, transport.Server) is { } address
            ? transport.DownloadAsync(address, destination, cancellationToken)
            : throw new ArgumentException("An https address is needed, or a path on Kapso's origin.", nameof(downloadUrl));
    }

    /// <summary>Deletes a file.</summary>
    /// <param name="phoneNumberId">The number that uploaded it.</param>
    /// <param name="mediaId">The file's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KapsoException">There is no such file.</exception>
    public Task DeleteAsync(string phoneNumberId, string mediaId, CancellationToken cancellationToken = default) =>
        transport.SendForSuccessAsync(
            KapsoCall.Delete("kapso.media.delete", KapsoPath.Meta(graphVersion, $"{mediaId}"), QueryOf(phoneNumberId)), cancellationToken);

    /// <summary>
    /// Has Kapso fetch a file and hand it to Meta, so that its bytes do not pass through here (Kapso Platform: media). The file is for
    /// messages (<see cref="IngestTarget.MediaId"/>) or for samples and profile pictures (<see cref="IngestTarget.Handle"/>).
    /// </summary>
    /// <param name="media">What to fetch, and for which number.</param>
    /// <param name="cancellationToken">Gives up waiting; Kapso may go on.</param>
    /// <exception cref="KapsoAuthenticationException">The number is a sandbox's, or the address is a private one (403).</exception>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the address or the type.</exception>
    /// <exception cref="KapsoException">The file is over the limit (413).</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost, or the address could not be fetched (502).</exception>
    public Task<IngestedMedia> IngestAsync(IngestMedia media, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Post(
                "kapso.media.ingest",
                KapsoPath.Platform($"whatsapp/media"),
                JsonBody.Wrap("media_ingest", media, KapsoJson.Default.IngestMedia)),
            KapsoJson.Default.DataOfIngestedMedia,
            cancellationToken);

    private static string QueryOf(string phoneNumberId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(phoneNumberId);
        return new Query().With("phone_number_id", phoneNumberId).ToString();
    }
}
