using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Media;

internal abstract record MediaOutcome;

/// <summary>The file, or the part of it that was asked for.</summary>
/// <param name="Answer">Kapso's, whose body is still to be read.</param>
/// <param name="Type">By the file's own bytes.</param>
internal sealed record MediaFound(HttpResponseMessage Answer, FileType Type, string FileName) : MediaOutcome;

internal sealed record MediaUnknownMessage : MediaOutcome;

internal sealed record MediaNone : MediaOutcome;

internal sealed record MediaGone : MediaOutcome;

internal sealed record MediaTooLarge : MediaOutcome;

internal sealed record MediaLater(TimeSpan RetryAfter) : MediaOutcome;

/// <summary>The file of a message, read at Kapso when somebody opens it and not before.</summary>
internal sealed class MessageMedia(KapsoClient kapso, IDbContextFactory<ThreadwayDb> databases, MediaHosts hosts, IHttpClientFactory clients, TimeProvider time)
{
    public const string Client = "Threadway.Media";

    private const int HeadLength = 16 * 1024;
    private const int MostTypes = 10_000;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30), Patience = TimeSpan.FromSeconds(20);

    /// <summary>Players ask for a film in many parts, of which only the first shows what it is.</summary>
    private readonly ConcurrentDictionary<Guid, FileType> types = new();

    public async Task<MediaOutcome> OpenAsync(Guid userId, Guid messageId, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var message = await (
            from row in db.Messages
            join connection in db.Connections on row.ConnectionId equals connection.Id
            where row.Id == messageId && row.UserId == userId && connection.UserId == userId
            select new { row.Type, row.Content, row.Extras, connection.PhoneNumberId }).SingleOrDefaultAsync(cancellationToken);
        if (message is null) return new MediaUnknownMessage();

        var (content, extras) = (Parsed(message.Content), Parsed(message.Extras));
        var (id, address) = (TextOf(content, "id"), hosts.Find(TextOf(extras, "media_url")));
        if (id is null && address is null) return new MediaNone();

        var name = FileNames.Clean(TextOf(content, "filename"));
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        MediaOutcome outcome = new MediaGone();
        // The address asks nobody else; an id is good for 30 days, and leads to an address that is good for minutes.
        if (address is not null) outcome = await FetchAsync(messageId, address, name, message.Type, range, cancellationToken);
        return outcome is MediaGone && id is not null
            ? await FetchByIdAsync(messageId, message.PhoneNumberId, id, name, message.Type, range, cancellationToken)
            : outcome;
    }

    private async Task<MediaOutcome> FetchByIdAsync(
        Guid messageId, string phoneNumberId, string id, string? name, string kind, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        try
        {
            var file = await kapso.With(new() { Timeout = Patience }).Media.GetAsync(phoneNumberId, id, cancellationToken);
            return file.DownloadUrl is { } url && hosts.Find(url.OriginalString) is { } address
                ? await FetchAsync(messageId, address, name, kind, range, cancellationToken)
                : new MediaGone();
        }
        catch (KapsoException e) when (e is KapsoNotFoundException or KapsoValidationException)
        {
            return new MediaGone();
        }
        catch (KapsoException e)
        {
            return new MediaLater(e.RetryAfter ?? Later);
        }
    }

    private async Task<MediaOutcome> FetchAsync(
        Guid messageId, Uri address, string? name, string kind, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        try
        {
            if (range is not null && !types.ContainsKey(messageId))
            {
                using var beginning = await AskAsync(address, new RangeHeaderValue(0, HeadLength - 1), cancellationToken);
                if (Refusal(beginning) is { } no) return no;
                await LookAsync(messageId, beginning, cancellationToken);
            }

            var answer = await AskAsync(address, range, cancellationToken);
            var outcome = Refusal(answer);
            try
            {
                return outcome ??= await FoundAsync(messageId, answer, name, kind, cancellationToken);
            }
            finally
            {
                // Whoever is given the file disposes of it.
                if (outcome is not MediaFound) answer.Dispose();
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new MediaLater(Later);
        }
    }

    private async Task<MediaFound> FoundAsync(Guid messageId, HttpResponseMessage answer, string? name, string kind, CancellationToken cancellationToken)
    {
        if (!types.TryGetValue(messageId, out var type)) type = await LookAsync(messageId, answer, cancellationToken);
        return new(answer, type, name ?? $"{kind}-{messageId:N}{type.Ending}");
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = range;
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
    }

    private static MediaOutcome? Refusal(HttpResponseMessage answer) => answer switch
    {
        { StatusCode: HttpStatusCode.OK or HttpStatusCode.PartialContent } => (answer.Content.Headers.ContentRange?.Length ?? answer.Content.Headers.ContentLength) > FileType.LargestFile ? new MediaTooLarge() : null,
        { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } => null,
        { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => new MediaLater(answer.Headers.RetryAfter?.Delta ?? Later),
        // An address that is over says so in many ways, and a redirect is followed nowhere.
        _ => new MediaGone(),
    };

    /// <summary>Looks at the beginning of a body, and puts it back.</summary>
    private async Task<FileType> LookAsync(Guid messageId, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return FileType.Unknown;
        var head = new byte[HeadLength];
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var body = await answer.Content.ReadAsStreamAsync(either.Token);
        var length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, either.Token);
        var type = FileTypeReader.Of(head.AsSpan(0, length));
        if (types.Count >= MostTypes) types.Clear();
        types[messageId] = type;

        var headers = answer.Content.Headers;
        var (size, part) = (headers.ContentLength, headers.ContentRange);
        answer.Content = new StreamContent(new UploadStream(head.AsMemory(0, length), body, FileType.LargestFile));
        (answer.Content.Headers.ContentLength, answer.Content.Headers.ContentRange) = (size, part);
        return type;
    }

    private static JsonElement Parsed(string? json)
    {
        try
        {
            return json is null ? default : JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
