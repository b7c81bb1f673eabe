using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Threadway.Testing;

/// <summary>What one address of a <see cref="WebhookReceiver"/> got. It answers 200, or what was queued.</summary>
public sealed class Inbox(Uri url)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<Received> deliveries = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<int> answers = new();

    public Uri Url => url;

    public bool IsEmpty => !deliveries.Reader.TryPeek(out _);

    /// <summary>A new one at the receiver that the test assembly has for its run.</summary>
    public static async Task<Inbox> OpenAsync() =>
        (await TestContext.Current.GetFixture<WebhookReceiver>() ?? throw new InvalidOperationException($"[assembly: AssemblyFixture(typeof({nameof(WebhookReceiver)}))]"))
        .Open();

    /// <summary>The next deliveries are answered with these, one each; then 200 again.</summary>
    public void AnswerNext(params int[] statuses) => Array.ForEach(statuses, answers.Enqueue);

    public Task<Received> NextAsync() => NextAsync(_ => true, "a delivery");

    /// <summary>The next that is of that event; others before it are let go.</summary>
    public Task<Received> NextAsync(string eventName) => NextAsync(received => received.Event == eventName, eventName);

    public async Task<Received> NextAsync(Func<Received, bool> fits, string what)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        List<string> others = [];
        try
        {
            while (true)
            {
                var received = await deliveries.Reader.ReadAsync(stop.Token);
                if (fits(received))
                    return received;
                others.Add(received.Event);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new Xunit.Sdk.XunitException($"{what} did not come within {Patience.TotalSeconds} s; what came: [{string.Join(", ", others)}]");
        }
    }

    /// <summary>What came until now and was not read.</summary>
    public IReadOnlyList<Received> Waiting()
    {
        List<Received> all = [];
        while (deliveries.Reader.TryRead(out var received))
            all.Add(received);
        return all;
    }

    internal int Take(Received received)
    {
        deliveries.Writer.TryWrite(received);
        return answers.TryDequeue(out var status) ? status : (int)HttpStatusCode.OK;
    }
}

/// <summary>One request to an <see cref="Inbox"/>.</summary>
public sealed record Received(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    /// <summary>Empty where the sender named none.</summary>
    public string Event => Headers.GetValueOrDefault("X-Webhook-Event", "");

    public string Key => Headers["X-Idempotency-Key"];

    public JsonObject Body => (JsonObject)JsonNode.Parse(Bytes)!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
