using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Threadway.Cluster.Tests.Support;
using Threadway.Kapso.Emulator;

namespace Threadway.Cluster.Tests;

/// <summary>Kapso counts what a key asks in a minute, on whichever node.</summary>
public sealed class BudgetTests(Servers servers, ITestOutputHelper output)
{
    /// <summary>Of Kapso's free plan.</summary>
    private const int Allowed = 100;

    private const int People = 12;
    /// <summary>More than two minutes allow, for one may end meanwhile.</summary>
    private const int LinksEach = 20;

    private static readonly TimeSpan PersonWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Two_nodes_share_what_the_key_may_ask_in_a_minute_and_codes_go_out_at_once_when_it_is_spent()
    {
        await using var kapso = await KapsoEmulator.StartAsync(new() { RequestsPerMinute = Allowed }, TestContext.Current.CancellationToken);
        await using var cluster = await Support.Cluster.StartAsync(servers.NewDatabase(), nodes: 2, kapso, PersonWait);
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(person => Visitor.SignInAsync(cluster, cluster.Nodes[person % 2])));

        var answers = await Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, LinksEach).Select(link => person.AskForLinkAsync(cluster.Nodes[link % 2]))));
        var since = Stopwatch.GetTimestamp();
        using var newcomer = await Visitor.SignInAsync(cluster, cluster.Nodes[0]);
        var codeAfter = Stopwatch.GetElapsedTime(since);

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        output.WriteLine($"{answers.Length - refused.Count} links, {refused.Count} refused, signed in after {codeAfter.TotalSeconds:0.00} s; {kapso.Requests.All.Count} requests");
        foreach (var answer in refused)
        {
            // The account's other tabs may take the turn for as long as they wait.
            var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
            Assert.Contains((string?)problem!["code"], (string[])["kapso_budget", "busy"]);
        }
        // That Kapso could not be reached is true of those that were under way to it when their time was over: at most what one minute allows.
        var late = answers.Where(answer => answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable)).ToList();
        Assert.All(late, answer => Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode));
        Assert.InRange(late.Count, 0, Allowed);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        Assert.InRange(codeAfter, TimeSpan.Zero, Soon);
        var over = kapso.Requests.All.Where(request => request.Status == (int)HttpStatusCode.TooManyRequests).CountBy(request => (request.At.Hour, request.At.Minute));
        Assert.All(over, minute => Assert.Equal(1, minute.Value));

        foreach (var person in people) person.Dispose();
        foreach (var answer in answers) answer.Dispose();
    }
}
