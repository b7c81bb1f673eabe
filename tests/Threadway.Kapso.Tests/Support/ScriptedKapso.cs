using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Tests.Support;

/// <summary>Answers requests in the scripted order and remembers them; a request without a script fails the test.</summary>
internal sealed class ScriptedKapso : HttpMessageHandler
{
    public static readonly Uri Origin = new("https://kapso.example");

    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> script = new();

    public List<RecordedRequest> Requests { get; } = [];

    public List<string> Hosts { get; } = [];

    public RecordedRequest Request => Assert.Single(Requests);

    public ScriptedKapso Answers(string body, int status = 200, Action<HttpResponseMessage>? with = null) =>
        Answers(_ =>
        {
            var answer = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            with?.Invoke(answer);
            return Task.FromResult(answer);
        });

    public ScriptedKapso AnswersPayload(string name, int status = 200) => Answers(Payload.Text(name), status);

    public ScriptedKapso AnswersNothing() => Answers("", 204);

    public ScriptedKapso Fails(Exception failure) => Answers(_ => Task.FromException<HttpResponseMessage>(failure));

    public ScriptedKapso IsCutOff() => Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    public ScriptedKapso RefusesConnection() => Fails(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused."));

    /// <summary>Waits until the caller gives up, and goes on at once when they do: Task.Delay would go on in a moment of its own.</summary>
    public ScriptedKapso NeverAnswers() => Answers(async token =>
    {
        var given = new TaskCompletionSource<HttpResponseMessage>();
        await using var registration = token.Register(() => given.TrySetCanceled(token)).ConfigureAwait(false);
        return await given.Task.ConfigureAwait(false);
    });

    public ScriptedKapso Answers(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    /// <summary>A client without resilience: what the calls themselves do.</summary>
    public KapsoClient Client() => new(new HttpClient(this), Options());

    /// <summary>A client with the SDK's own chain of handlers.</summary>
    public KapsoClient ResilientClient(TimeProvider time, Action<KapsoOptions>? configure = null)
    {
        var options = Options();
        configure?.Invoke(options);
        return new(KapsoHttp.CreateClient(options, this, time), options, time);
    }

    public static KapsoOptions Options() => new() { ApiKey = "test-key", BaseUrl = Origin };

    public static KapsoClient Answering(string body, int status = 200) => new ScriptedKapso().Answers(body, status).Client();

    public static KapsoClient AnsweringPayload(string name) => Answering(Payload.Text(name));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Hosts.Add(request.RequestUri!.Host);
        Requests.Add(await RecordedRequest.OfAsync(request, cancellationToken).ConfigureAwait(false));
        return script.TryDequeue(out var answer)
            ? await answer(cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException($"Unexpected {request.Method} {request.RequestUri}.");
    }
}

internal sealed record RecordedRequest(string Line, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    /// <summary>The body as compact JSON: what is compared is names, values, their order and that there is nothing else.</summary>
    public string? Json => string.IsNullOrEmpty(Body) ? null : Compact(Body);

    public static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();

    public static async Task<RecordedRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new(
        $"{request.Method} {request.RequestUri!.PathAndQuery}",
        request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
}
