using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly;

namespace Threadway.Kapso.Http;

/// <summary>The one place where requests are made, answers are read, and failures become <see cref="KapsoException"/>.</summary>
internal sealed class KapsoTransport(HttpClient http, KapsoOptions options, TimeProvider time, ILogger? logger = null, RequestOptions? own = null)
{
    public const string KeyHeader = "X-API-Key";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly string UserAgent = $"Threadway.Kapso/{KapsoTelemetry.Version}";

    // Path and query are escaped where they are made.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string apiKey = options.ApiKey;
    private readonly Uri server = options.BaseUrl;
    private readonly string origin = options.BaseUrl.GetLeftPart(UriPartial.Authority);
    private readonly TimeSpan timeout = own?.Timeout ?? options.Timeout;
    private readonly TimeSpan? callLimit = own?.Timeout;
    private readonly KeyValuePair<string, string>[]? ownHeaders = own?.Headers is { Count: > 0 } headers ? [.. headers] : null;

    /// <summary>How an answer becomes what was asked for; throws where it cannot.</summary>
    private delegate T Reading<T, TForm>(KapsoCall call, AnswerBody answer, TForm form);

    /// <summary>Kapso's origin, which a path in an answer is on.</summary>
    public Uri Server => server;

    public Task SendAsync(KapsoCall call, CancellationToken cancellationToken) =>
        SendAsync<object?, object?>(call, null, static (_, _, _) => null, cancellationToken);

    public Task<T> SendAsync<T>(KapsoCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        SendAsync(call, type, static (call, answer, type) => Read(call, answer, type), cancellationToken);

    public Task<T> SendForDataAsync<T>(KapsoCall call, JsonTypeInfo<Data<T>> type, CancellationToken cancellationToken) where T : class =>
        SendAsync(
            call,
            type,
            static (call, answer, type) =>
                Read(call, answer, type).Value ?? throw KapsoFailure.Unreadable(call, answer.Status, null),
            cancellationToken);

    /// <summary>For calls that nothing here knows: what came, as it came.</summary>
    public Task<KapsoResponse> SendRawAsync(KapsoCall call, CancellationToken cancellationToken) =>
        SendAsync<KapsoResponse, object?>(call, null, static (call, answer, _) => KapsoResponse.Of(answer, call.Extras?.Answer), cancellationToken);

    /// <summary>For calls that answer <c>{"success": true}</c> and no more.</summary>
    public Task SendForSuccessAsync(KapsoCall call, CancellationToken cancellationToken) =>
        SendAsync<object?, object?>(
            call,
            null,
            // A DELETE that finds its own work done has an error for a body.
            static (call, answer, _) => answer.Status is 204 or 404 || JsonRead.Object(answer.Bytes)?.Flag("success") == true
                ? null
                : throw KapsoFailure.Unreadable(call, answer.Status, null),
            cancellationToken);

    /// <summary>Pages by <c>meta</c>, not by what was asked for: the server may make pages smaller (contract 2.2).</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string operation,
        KapsoPath path,
        Query query,
        JsonTypeInfo<Page<T>> type,
        [EnumeratorCancellation] CancellationToken cancellationToken) where T : class
    {
        for (var number = 1; ; number++)
        {
            var call = KapsoCall.Get(operation, path, query.And("page", number.ToString(CultureInfo.InvariantCulture)));
            var page = await SendAsync(call, type, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Data.OfType<T>())
                yield return item;

            if (page.Data.Count == 0 || page.Meta is not { } meta || number >= meta.TotalPages)
                yield break;
        }
    }

    /// <summary>One page, with what <c>meta</c> says of all of them.</summary>
    public async Task<KapsoPage<T>> ListPageAsync<T>(
        string operation, KapsoPath path, Query query, int number, JsonTypeInfo<Page<T>> type, CancellationToken cancellationToken) where T : class
    {
        var call = KapsoCall.Get(operation, path, query.And("page", number.ToString(CultureInfo.InvariantCulture)));
        var page = await SendAsync(call, type, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Items = [.. page.Data.OfType<T>()],
            Number = number,
            TotalPages = page.Meta?.TotalPages ?? number,
            TotalCount = page.Meta?.TotalCount,
        };
    }

    /// <summary>
    /// Follows cursors, which are opaque. The platform ends with <c>next</c> null; the proxy promises no <c>next</c> and ends without
    /// <c>after</c> or with an empty page (contract 2.2).
    /// </summary>
    public async IAsyncEnumerable<T> ListByCursorAsync<T>(
        string operation,
        KapsoPath path,
        Query query,
        JsonTypeInfo<CursorPage<T>> type,
        Func<Paging, string?> following,
        [EnumeratorCancellation] CancellationToken cancellationToken) where T : class
    {
        string? cursor = null;
        while (true)
        {
            var call = KapsoCall.Get(operation, path, query.And("after", cursor));
            var page = await SendAsync(call, type, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Data.OfType<T>())
                yield return item;

            var next = page.Paging is { } paging ? following(paging) : null;
            if (page.Data.Count == 0 || string.IsNullOrEmpty(next) || next == cursor)
                yield break;

            cursor = next;
        }
    }

    /// <summary>
    /// Copies what lies at an address that speaks for itself. The key is not sent: the address may be anybody's. The time limit is for
    /// each wait, because a file may take longer than an answer.
    /// </summary>
    public async Task DownloadAsync(Uri address, Stream destination, CancellationToken cancellationToken)
    {
        // The path alone, for messages: the query is the token.
        var call = KapsoCall.Get("kapso.media.download", new(address.AbsolutePath)) with { Extras = new() { Route = "{url}" } };
        using var observation = CallObservation.Begin(call, address, time, logger);
        try
        {
            await CopyAsync(call, address, destination, observation, cancellationToken).ConfigureAwait(false);
            observation?.Succeeded(200);
        }
        catch (Exception failure) when (observation is not null)
        {
            observation.Failed(failure);
            throw;
        }
    }

    private async Task<T> SendAsync<T, TForm>(KapsoCall call, TForm form, Reading<T, TForm> read, CancellationToken cancellationToken)
    {
        using var observation = CallObservation.Begin(call, server, time, logger);
        try
        {
            using var request = RequestOf(call);
            observation?.Follow(request);
            var exchange = callLimit is { } most
                ? ExchangeWithinAsync(most, call, request, cancellationToken)
                : ExchangeAsync(call, request, cancellationToken);
            using var answer = await exchange.ConfigureAwait(false);
            var result = read(call, answer, form);
            observation?.Succeeded(answer.Status);
            return result;
        }
        catch (Exception failure) when (observation is not null)
        {
            observation.Failed(failure);
            throw;
        }
    }

    private async Task CopyAsync(
        KapsoCall call, Uri address, Stream destination, CallObservation? observation, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        observation?.Follow(request);
        request.Options.Set(BufferedAnswers.Unbuffered, true);
        if (callLimit is { } most)
            request.Options.Set(Resilience.Limit, most);

        // The attempts before the answer have their own limits, and the waits between them none but the call's.
        using var limit = new CancellationTokenSource(callLimit ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(81920);

        try
        {
            using var answer = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            limit.CancelAfter(timeout);
            if (!answer.IsSuccessStatusCode)
            {
                using var error = await answer.ReadBodyAsync(either.Token).ConfigureAwait(false);
                throw KapsoFailure.Answered(call, error.Status, answer.RetryAfter(time), error.Bytes, apiKey);
            }

            var body = await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                while (await body.ReadAsync(buffer, either.Token).ConfigureAwait(false) is > 0 and var length)
                {
                    await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                    limit.CancelAfter(timeout);
                }
            }
        }
        catch (Exception failure) when (IsTransportFailure(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw KapsoFailure.Unanswered(call, address, failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<AnswerBody> ExchangeWithinAsync(
        TimeSpan most, KapsoCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ExchangeAsync(call, request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw KapsoFailure.Unanswered(call, server, late);
        }
    }

    private async Task<AnswerBody> ExchangeAsync(KapsoCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (call.Extras is { WantsHeaders: true } extras)
                extras.Answer = answer;
            using var limit = new CancellationTokenSource(timeout, time);
            using var callers = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);

            var body = await answer.ReadBodyAsync(limit.Token).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode || IsGoneByOurOwnHand(call, body.Status, request))
                return body;

            using (body)
                throw KapsoFailure.Answered(call, body.Status, answer.RetryAfter(time), body.Bytes, apiKey);
        }
        catch (Exception failure) when (IsTransportFailure(failure))
        {
            // The caller's own cancellation is no failure of Kapso's and stays what it is.
            cancellationToken.ThrowIfCancellationRequested();
            throw KapsoFailure.Unanswered(call, server, failure);
        }
    }

    private HttpRequestMessage RequestOf(KapsoCall call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri($"{origin}{call.Path}{call.Query}", AsWritten));

        // All three are checked or ours: parsing them for every call would cost more than the rest of it.
        request.Headers.TryAddWithoutValidation(KeyHeader, apiKey);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var (name, value) in ownHeaders ?? [])
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (callLimit is { } most)
            request.Options.Set(Resilience.Limit, most);

        if (call.Extras is { IsRepeatable: false })
            request.Options.Set(Resilience.Once, true);
        if (call.Extras is { Content: { } other })
            request.Content = other;
        else if (call.Body is { } content)
            request.Content = new ByteArrayContent(content) { Headers = { ContentType = Json } };
        else if (call.Changes)
            request.Content = new ByteArrayContent([]); // else SocketsHttpHandler repeats it unseen when a kept connection closes

        return request;
    }

    private static T Read<T>(KapsoCall call, AnswerBody answer, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Bytes, type) ?? throw KapsoFailure.Unreadable(call, answer.Status, null);
        }
        catch (JsonException unreadable)
        {
            throw KapsoFailure.Unreadable(call, answer.Status, unreadable);
        }
    }

    private static bool IsTransportFailure(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException or ExecutionRejectedException;

    // The answer to the first DELETE was lost and the second finds nothing: the first one did its work.
    private static bool IsGoneByOurOwnHand(KapsoCall call, int status, HttpRequestMessage request) =>
        status == 404 && call.Method == HttpMethod.Delete && Resilience.WasRepeatedAfterDoubt(request);
}
