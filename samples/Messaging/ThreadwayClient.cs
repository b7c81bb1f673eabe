using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging;

/// <summary>What is needed of Threadway's API: two calls.</summary>
internal sealed class ThreadwayClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HttpClient http;

    public ThreadwayClient(Uri url, string key)
    {
        // A stream has no end; calls that do are given one.
        http = new(new SocketsHttpHandler()) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Returns the message as it was taken.</summary>
    public async Task<JsonNode> SendAsync(string phoneNumberId, object message, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/whatsapp/connections/{Uri.EscapeDataString(phoneNumberId)}/messages") { Content = JsonContent.Create(message) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode) throw await ThreadwayException.OfAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    /// <summary>Every message and conversation whenever it changes. A stream that breaks goes on where it was.</summary>
    public async IAsyncEnumerable<(string Name, JsonNode? Data)> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        while (true)
        {
            using var stream = await OpenAsync(last, cancellationToken);
            if (stream is not null)
            {
                await using var events = SseParser.Create(await stream.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (await MovesAsync(events))
                {
                    last = events.Current.EventId ?? last;
                    yield return (events.Current.EventType, events.Current.EventType == "ping" ? null : JsonNode.Parse(events.Current.Data));
                }
            }
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Null where the server is away.</summary>
    private async Task<HttpResponseMessage?> OpenAsync(string? last, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/whatsapp/messages/events");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        if (answer.IsSuccessStatusCode) return answer;

        using (answer) return (int)answer.StatusCode >= 500 ? null : throw await ThreadwayException.OfAsync(answer, cancellationToken);
    }

    private static async Task<bool> MovesAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>Threadway says no: what, why and what helps.</summary>
internal sealed class ThreadwayException(string message) : Exception(message)
{
    public static async Task<ThreadwayException> OfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var problem = JsonNode.Parse(body);
            return new($"{(int)answer.StatusCode} {problem?["code"]}: {problem?["detail"] ?? problem?["title"]}");
        }
        catch (JsonException)
        {
            return new($"{(int)answer.StatusCode} {body}");
        }
    }
}
