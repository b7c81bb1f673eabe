using System.Text.RegularExpressions;

namespace Threadway.Web.Tests.Architecture;

/// <summary>Which room may lean on which, read from the compiled app.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>What every feature stands on, and which knows none of them.</summary>
    private static readonly string[] Ground = ["Audit", "Cluster", "Data", "Hosting", "Hosting/Examples", "Hosting/Paging", "Kapso", "Kapso/Budget", "Webhooks"];

    private static readonly string[] Pages = [.. Ground, "Accounts", "Components", "Resources", "Connections/Evidence", "Connections/Reconciliation"];

    private static readonly string[] Messages = [.. Ground, "Accounts/ApiKeys", "Connections/Evidence", "Connections/Reconciliation"];

    private static readonly Dictionary<string, string[]> MayLeanOn = new()
    {
        ["Hosting"] = ["Hosting/Examples"],
        ["Hosting/Examples"] = [],
        ["Hosting/Paging"] = ["Hosting"],
        ["Resources"] = [],
        ["Cluster"] = ["Data", "Hosting"],
        ["Kapso"] = ["Cluster", "Data", "Hosting", "Kapso/Budget"],
        ["Kapso/Budget"] = ["Cluster", "Hosting"],
        ["Audit"] = ["Cluster", "Data", "Hosting"],
        ["Webhooks"] = ["Cluster", "Data", "Hosting", "Kapso"],
        ["Components"] = ["Cluster", "Hosting", "Kapso", "Resources"],
        ["Components/Layout"] = ["Cluster", "Components", "Hosting", "Kapso", "Resources"],
        ["Accounts"] = ["Data", "Hosting"],
        ["Accounts/SignIn"] = ["Accounts", "Audit", "Cluster", "Components", "Data", "Hosting", "Hosting/Examples", "Kapso", "Kapso/Budget", "Resources"],
        ["Accounts/ApiKeys"] = ["Accounts", "Audit", "Cluster", "Components", "Data", "Hosting", "Hosting/Examples", "Resources"],
        ["Connections/Evidence"] = [],
        ["Connections/Reconciliation"] = [.. Ground, "Accounts", "Connections/Evidence"],
        ["Connections/Setup"] = Pages,
        ["Connections/Disconnect"] = Pages,
        ["Connections/Numbers"] = [.. Pages, "Connections/Setup", "Connections/Disconnect"],
        ["Connections/Redirects"] = [.. Pages, "Connections/Setup", "Connections/Numbers"],
        ["Connections"] = [.. Pages, "Accounts/ApiKeys", "Connections/Setup", "Connections/Disconnect", "Connections/Numbers", "Connections/Redirects"],
        ["Messaging/Conversations"] = [.. Messages, "Messaging/Conversations/Receiving"],
        ["Messaging/Sending"] = [.. Messages, "Messaging/Conversations"],
        ["Messaging/Templates"] = Messages,
        ["Messaging/Media"] = [.. Messages, "Messaging/Conversations"],
        ["Messaging/Outbox"] = [.. Messages, "Messaging/Conversations", "Messaging/Media", "Messaging/Sending", "Messaging/Templates"],
        ["Messaging/Leaving"] = [.. Messages, "Connections/Disconnect", "Messaging/Conversations", "Messaging/Sending"],
        ["Messaging/TestMessages"] =
        [
            .. Messages, "Accounts", "Components", "Resources", "Connections/Disconnect", "Connections/Numbers",
            "Messaging/Conversations", "Messaging/Sending", "Messaging/Outbox", "Messaging/Templates",
        ],
        ["Messaging"] =
        [
            .. Messages, "Messaging/Conversations", "Messaging/Sending", "Messaging/Outbox", "Messaging/Media", "Messaging/Templates", "Messaging/Leaving", "Messaging/TestMessages",
        ],
    };

    [Fact]
    public void Every_room_leans_on_what_it_may_and_on_nothing_else()
    {
        var leans = Rooms.Leans(2);

        Assert.True(leans.Count > 30, "The compiled app was not read.");
        Assert.Empty(Trespasses(leans));
    }

    /// <summary>A rule that cannot fail is none: each is shown a lean that breaks it.</summary>
    [Fact]
    public void Every_rule_fails_where_it_is_broken()
    {
        string[] rooms = [.. MayLeanOn.Keys, "Elsewhere", "(root)"];
        var broken = from room in MayLeanOn.Keys from other in rooms where other != room && !MayLeanOn[room].Contains(other) select new Lean(room, other, "made up");

        Assert.All(MayLeanOn.Keys, room => Assert.Contains(broken, lean => lean.From == room));
        Assert.All(broken, lean => Assert.Single(Trespasses([lean])));
    }

    [Fact]
    public void A_room_without_a_rule_is_noticed() => Assert.Single(Trespasses([new("Elsewhere", "Hosting", "made up")]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_rooms_lean_on_each_other(int depth)
    {
        var leans = Rooms.Leans(depth);
        Assert.Empty(Rooms.Circles(leans));

        Assert.All(leans.Where(lean => lean.From != "(root)"), lean => Assert.NotEmpty(Rooms.Circles([.. leans, new(lean.To, lean.From, "made up")])));
    }

    [Theory]
    [InlineData("rooms", 1, "")]
    [InlineData("connections", 2, "Connections")]
    public void The_drawing_shows_the_rooms_as_they_are(string drawing, int depth, string within)
    {
        var drawn = Drawn(drawing);

        var compiled = Rooms.Leans(depth)
            .Where(lean => lean.From != "(root)" && lean.To != "Resources" && lean.From.StartsWith(within, StringComparison.Ordinal) && lean.To.StartsWith(within, StringComparison.Ordinal))
            .Select(lean => $"{lean.From} -> {lean.To}");
        Assert.Equal(compiled.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }

    /// <summary>Each way is told in at most four stops, and every stop is a file that is there.</summary>
    [Theory]
    [InlineData("Webhook to changed row")]
    [InlineData("Webhook to message")]
    [InlineData("Redirect to recorded number")]
    [InlineData("Sweep to repaired number")]
    [InlineData("Disconnect")]
    [InlineData("Test message to its ticks")]
    [InlineData("Row to a program's stream")]
    public void The_ways_through_the_house_are_short_and_true(string way)
    {
        var section = Page.Split($"### {way}\n")[1].Split("\n### ")[0].Split("\n## ")[0];

        var stops = Stop().Matches(section).Select(match => match.Groups["file"].Value).ToList();
        Assert.InRange(stops.Count, 2, 4);
        Assert.All(stops, file => Assert.True(File.Exists(Path.Combine(Repository.Root, "src", "Threadway.Web", file)), file));
    }

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    private static List<Lean> Trespasses(IEnumerable<Lean> leans) =>
        [.. leans.Where(lean => lean.From != "(root)" && !(MayLeanOn.TryGetValue(lean.From, out var allowed) && allowed.Contains(lean.To)))];

    private static IEnumerable<string> Drawn(string drawing)
    {
        var mermaid = Page.Split($"<!-- {drawing} -->\n```mermaid\n")[1].Split("```")[0];
        var names = Node().Matches(mermaid).ToDictionary(match => match.Groups["id"].Value, match => match.Groups["name"].Value);
        return Arrow().Matches(mermaid).SelectMany(match =>
            match.Groups["to"].Value.Split('&', StringSplitOptions.TrimEntries).Select(to => $"{names[match.Groups["from"].Value]} -> {names[to]}"));
    }

    [GeneratedRegex(@"^\d\. `(?<file>[\w/]+\.cs)`", RegexOptions.Multiline)]
    private static partial Regex Stop();

    [GeneratedRegex(@"^ *(?<id>\w+)\[""(?<name>[\w/]+)(<br/>[^""]*)?""\]", RegexOptions.Multiline)]
    private static partial Regex Node();

    [GeneratedRegex(@"^ *(?<from>\w+) --> (?<to>[\w &]+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
