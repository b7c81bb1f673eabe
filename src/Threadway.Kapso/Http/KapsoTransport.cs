using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;

namespace Threadway.Kapso.Http;

/// <summary>The one place where requests are made, answers are read, and failures become <see cref="KapsoException"/>.</summary>
internal sealed class KapsoTransport(HttpClient http, KapsoOptions options, TimeProvider time)
{
    public const string KeyHeader = "X-API-Key";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly string apiKey = options.ApiKey;
    private readonly Uri origin = options.BaseUrl;
    private readonly TimeSpan timeout = options.Timeout;

    /// <summary>How an answer's body becomes what was asked for; throws where it cannot.</summary>
    internal delegate T Reading<T, TForm>(KapsoCall call, int status, byte[] body, TForm form);

    public Task SendAsync(KapsoCall call, CancellationToken cancellationToken) =>
        SendAsync<object?, object?>(call, null, static (_, _, _, _) => null, cancellationToken);

    public Task<T> SendAsync<T>(KapsoCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        SendAsync(call, type, static (call, status, body, type) => Read(call, status, body, type), cancellationToken);

    public Task<T> SendForDataAsync<T>(KapsoCall call, JsonTypeInfo<Data<T>> type, CancellationToken cancellationToken) where T : class =>
        SendAsync(
            call,
            type,
            static (call, status, body, type) =>
                Read(call, status, body, type).Value ?? throw KapsoFailure.Unreadable(call, status, null),
            cancellationToken);

    /// <summary>For calls that answer <c>{"success": true}</c> and no more.</summary>
    public Task SendForSuccessAsync(KapsoCall call, CancellationToken cancellationToken) =>
        SendAsync<object?, object?>(
            call,
            null,
            // A DELETE that finds its own work done has an error for a body.
            static (call, status, body, _) => status is 204 or 404 || JsonRead.Object(body)?.Flag("success") == true
                ? null
                : throw KapsoFailure.Unreadable(call, status, null),
            cancellationToken);

    /// <summary>Pages by <c>meta</c>, not by what was asked for: the server may make pages smaller (contract 2.2).</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string operation,
        string path,
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

    /// <summary>
    /// Follows cursors, which are opaque. The platform ends with <c>next</c> null; the proxy promises no <c>next</c> and ends without
    /// <c>after</c> or with an empty page (contract 2.2).
    /// </summary>
    public async IAsyncEnumerable<T> ListByCursorAsync<T>(
        string operation,
        string path,
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
    public Task DownloadAsync(Uri address, Stream destination, CancellationToken cancellationToken)
    {
        // The path alone, for messages: the query is the token.
        var call = KapsoCall.Get("kapso.media.download", address.AbsolutePath);

        return CallObservation.IsWanted
            ? ObservedDownloadAsync(call, address, destination, cancellationToken)
            : UnobservedDownloadAsync(call, address, destination, cancellationToken);
    }

    /// <summary>The way of a call that nobody listens to: it pays nothing for listeners.</summary>
    internal async Task<T> UnobservedAsync<T, TForm>(
        KapsoCall call, TForm form, Reading<T, TForm> read, CancellationToken cancellationToken)
    {
        var (status, body) = await ExchangeAsync(call, RequestOf(call), cancellationToken).ConfigureAwait(false);
        return read(call, status, body, form);
    }

    private Task<T> SendAsync<T, TForm>(KapsoCall call, TForm form, Reading<T, TForm> read, CancellationToken cancellationToken) =>
        CallObservation.IsWanted
            ? ObservedAsync(call, form, read, cancellationToken)
            : UnobservedAsync(call, form, read, cancellationToken);

    private async Task<T> ObservedAsync<T, TForm>(
        KapsoCall call, TForm form, Reading<T, TForm> read, CancellationToken cancellationToken)
    {
        using var observation = new CallObservation(call, origin, time);
        try
        {
            var request = RequestOf(call);
            observation.Follow(request);
            var (status, body) = await ExchangeAsync(call, request, cancellationToken).ConfigureAwait(false);
            var answer = read(call, status, body, form);
            observation.Succeeded(status);
            return answer;
        }
        catch (Exception failure)
        {
            observation.Failed(failure);
            throw;
        }
    }

    private async Task ObservedDownloadAsync(KapsoCall call, Uri address, Stream destination, CancellationToken cancellationToken)
    {
        using var observation = new CallObservation(call, address, time);
        try
        {
            await UnobservedDownloadAsync(call, address, destination, cancellationToken).ConfigureAwait(false);
            observation.Succeeded(200);
        }
        catch (Exception failure)
        {
            observation.Failed(failure);
            throw;
        }
    }

    private async Task UnobservedDownloadAsync(KapsoCall call, Uri address, Stream destination, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(BufferedAnswers.Unbuffered, true);
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(81920);

        try
        {
            using var answer = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            limit.CancelAfter(timeout);
            if (!answer.IsSuccessStatusCode)
            {
                var error = await answer.ReadBodyAsync(either.Token).ConfigureAwait(false);
                throw KapsoFailure.Answered(call, (int)answer.StatusCode, answer.RetryAfter(time), error);
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
            throw KapsoFailure.Unanswered(call, failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private HttpRequestMessage RequestOf(KapsoCall call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(origin, call.Path + call.Query));
        request.Headers.Add(KeyHeader, apiKey);
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.UserAgent.Add(new("Threadway.Kapso", typeof(KapsoTransport).Assembly.GetName().Version?.ToString(3)));
        if (!call.IsRepeatable)
            request.Options.Set(Resilience.Once, true);
        if (call.Content is { } other)
            request.Content = other;
        else if (call.Body is { } content)
            request.Content = new ByteArrayContent(content) { Headers = { ContentType = Json } };
        else if (call.Changes)
            request.Content = new ByteArrayContent([]); // else SocketsHttpHandler repeats it unseen when a kept connection closes

        return request;
    }

    private async Task<(int Status, byte[] Body)> ExchangeAsync(
        KapsoCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var ours = request;
        try
        {
            using var answer = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            using var limit = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

            var status = (int)answer.StatusCode;
            var body = await answer.ReadBodyAsync(either.Token).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode || IsGoneByOurOwnHand(call, status, request))
                return (status, body);

            throw KapsoFailure.Answered(call, status, answer.RetryAfter(time), body);
        }
        catch (Exception failure) when (IsTransportFailure(failure))
        {
            // The caller's own cancellation is no failure of Kapso's and stays what it is.
            cancellationToken.ThrowIfCancellationRequested();
            throw KapsoFailure.Unanswered(call, failure);
        }
    }

    private static T Read<T>(KapsoCall call, int status, byte[] body, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw KapsoFailure.Unreadable(call, status, null);
        }
        catch (JsonException unreadable)
        {
            throw KapsoFailure.Unreadable(call, status, unreadable);
        }
    }

    private static bool IsTransportFailure(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException or ExecutionRejectedException;

    // The answer to the first DELETE was lost and the second finds nothing: the first one did its work.
    private static bool IsGoneByOurOwnHand(KapsoCall call, int status, HttpRequestMessage request) =>
        status == 404 && call.Method == HttpMethod.Delete && Resilience.WasRepeatedAfterDoubt(request);
}
