using System.Diagnostics;
using System.Text.Json.Nodes;
using Threadway.Cluster.Tests.Support;

namespace Threadway.Cluster.Tests;

/// <summary>What one node learns, whoever looks through another sees.</summary>
public sealed class LiveTests(Servers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task A_number_that_one_node_connects_shows_in_a_stream_that_another_holds_open()
    {
        var database = servers.NewDatabase();
        await using var cluster = await Support.Cluster.StartAsync(database, nodes: 2);
        using var visitor = await Visitor.SignInAsync(cluster, cluster.Nodes[0]);
        using var stream = await visitor.WatchAsync(cluster.Nodes[1]);
        var before = await NextAsync(stream);

        var since = Stopwatch.GetTimestamp();
        var (_, phoneNumberId) = await visitor.StartConnectingAsync(cluster.Nodes[0]);
        var after = await NextAsync(stream, status => status["phoneNumberId"] is not null);

        output.WriteLine($"Shown {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms after the first press");
        Assert.False(before["isConnected"]!.GetValue<bool>());
        Assert.Equal(phoneNumberId, after["phoneNumberId"]!.GetValue<string>());
    }

    private static Task<JsonObject> NextAsync(StreamReader stream) => NextAsync(stream, _ => true);

    private static async Task<JsonObject> NextAsync(StreamReader stream, Func<JsonObject, bool> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            var line = await stream.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The stream ended.");
            if (line.StartsWith("data: {", StringComparison.Ordinal) && JsonNode.Parse(line["data: ".Length..]) is JsonObject status && fits(status)) return status;
        }
    }
}
