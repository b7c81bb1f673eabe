using System.Globalization;
using Threadway.Cluster.Tests.Support;
using Threadway.Kapso.Emulator;

namespace Threadway.Cluster.Tests;

/// <summary>Nodes that die, or stand still, with hundreds of messages on their way.</summary>
public sealed class KilledSenderTests(Servers servers, ITestOutputHelper output)
{
    private const int Customers = 120;
    private const int MessagesARound = 120;

    private static readonly TimeSpan ArrivalPatience = TimeSpan.FromSeconds(120);

    /// <summary>A minute in earnest.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["Messaging__NotFoundAfter"] = "00:00:04" };

    /// <summary>As many as somebody asks for who has the time; null where nobody does.</summary>
    private static int? AskedRounds => int.TryParse(Environment.GetEnvironmentVariable("THREADWAY_KILL_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : null;

    [Theory]
    [InlineData("SQLite", 1)]
    [InlineData("PostgreSQL", 2)]
    public async Task Kill_9_of_who_sends_loses_no_message_and_sends_none_twice(string engine, int nodes)
    {
        Assert.SkipWhen(engine == "SQLite" && AskedRounds is null, "One node on SQLite is killed where somebody asks for it: THREADWAY_KILL_ROUNDS=50.");
        using var folder = new Scratch();
        await using var cluster = await Support.Cluster.StartAsync(engine == "SQLite" ? folder.Database : servers.NewDatabase(), nodes, more: Settings);
        var shop = await Shop.OpenAsync(cluster);

        for (var round = 0; round < (AskedRounds ?? 1); round++)
        {
            var arrived = shop.Arrived.Count;
            await shop.SendAsync(MessagesARound);
            await Eventually.TrueAsync(() => Task.FromResult(shop.Arrived.Count > arrived + (MessagesARound / 4)));
            var victim = cluster.Nodes[round % nodes];
            victim.Process.KillAtOnce();
            await victim.Process.Exit;
            await victim.StartAsync();
        }

        await shop.GetsAllAsync();
        output.WriteLine($"{shop.Taken} taken, {shop.Arrived.Count} arrived; refused for pace {shop.Stats.SendsRefusedForRate}");
    }

    [Fact]
    public async Task A_node_that_stood_still_past_its_lease_sends_nothing_that_another_has_sent_meanwhile()
    {
        await using var cluster = await Support.Cluster.StartAsync(servers.NewDatabase(), nodes: 3, more: Settings);
        var shop = await Shop.OpenAsync(cluster);
        await shop.SendAsync(4 * MessagesARound);
        await Eventually.TrueAsync(() => Task.FromResult(shop.Arrived.Count > MessagesARound / 4));

        // Whoever sends is one of them; the two others go on.
        foreach (var node in cluster.Nodes.Take(1)) node.Process.StandStill();
        await shop.SendAsync(MessagesARound, via: cluster.Nodes[2]);
        await Eventually.HoldsAsync(() => Task.FromResult(shop.Arrived.Count), count => count >= shop.Taken / 2, "the others go on", ArrivalPatience);
        cluster.Nodes[0].Process.GoOn();

        await shop.GetsAllAsync();
    }

    private sealed class Scratch : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("threadway-");

        public string Database => $"Data Source={Path.Combine(folder.FullName, "threadway.db")}";

        public void Dispose() => folder.Delete(recursive: true);
    }

    /// <summary>A dedicated number and those who wrote to it.</summary>
    private sealed class Shop(Support.Cluster cluster, Visitor owner, string phoneNumberId, string[] customers)
    {
        private readonly List<(string Customer, string Text)> taken = [];

        public int Taken => taken.Count;

        public List<string> Arrived => [.. customers.SelectMany(customer => cluster.Kapso.Phones[customer].Messages).Where(message => message.PhoneNumberId == phoneNumberId).Select(message => message.Text)];

        public SendingStats Stats => cluster.Kapso.Stats.First(number => number.PhoneNumberId == phoneNumberId);

        public static async Task<Shop> OpenAsync(Support.Cluster cluster)
        {
            var owner = await Visitor.SignInAsync(cluster, cluster.Nodes[0]);
            var number = await owner.ConnectAsync(cluster.Nodes[0], NumberConnection.Dedicated);
            var customers = Enumerable.Range(0, Customers).Select(i => $"+5732{20_000_000 + i}").ToArray();
            foreach (var customer in customers) await cluster.Kapso.Phones[customer].SendAsync("Hola", number.PhoneNumberId);
            return new(cluster, owner, number.PhoneNumberId, customers);
        }

        public async Task SendAsync(int count, Node? via = null)
        {
            var messages = Enumerable.Range(taken.Count, count).Select(i => (Customer: customers[i % customers.Length], Text: $"{i:00000}")).ToList();
            var bodies = messages.Select(message => (object)new
            {
                to = message.Customer,
                type = "text",
                text = new { body = message.Text },
                overrideWindow = true,
                idempotencyKey = message.Text,
            }).ToList();
            // Whoever is not told that all are taken asks again, with the same keys.
            await Eventually.TrueAsync(async () =>
            {
                foreach (var node in via is null ? cluster.Nodes : [via])
                {
                    if (await owner.SendAsync(node, phoneNumberId, bodies) is { } results && results.All(result => result!["message"] is not null)) return true;
                }
                return false;
            });
            taken.AddRange(messages);
        }

        public async Task GetsAllAsync()
        {
            await Eventually.HoldsAsync(() => Task.FromResult(Arrived.Count), count => count >= taken.Count, $"all {taken.Count} arrive", ArrivalPatience);
            await Eventually.HoldsAsync(() => owner.QueueLengthAsync(cluster.Nodes[^1], phoneNumberId), length => length == 0, "nothing waits any more", ArrivalPatience);

            Assert.Equal(taken.Select(message => message.Text).Order(StringComparer.Ordinal), Arrived.Order(StringComparer.Ordinal));
            foreach (var customer in customers)
            {
                var got = cluster.Kapso.Phones[customer].Messages.Where(message => message.PhoneNumberId == phoneNumberId).Select(message => message.Text).ToList();
                Assert.Equal(got.Order(StringComparer.Ordinal), got);
            }
            Assert.Equal(0, Stats.SendsRefusedForRate);
            Assert.InRange(Stats.BusiestSecond, 1, 80);
        }
    }
}
