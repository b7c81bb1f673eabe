using System.Globalization;
using Threadway.Kapso.Emulator;

namespace Threadway.Cluster.Tests.Support;

/// <summary>What a storm is made of: messages to many numbers, and now and then something that Kapso must be asked about.</summary>
internal static class Weather
{
    private const int Strangers = 100;

    /// <summary>Kapso takes its time over a number, so that whoever is killed has something in hand.</summary>
    public static FailureRule SlowAnswers { get; } = new() { Method = "GET", Route = "/platform/v1/whatsapp/phone_numbers/*", DelayMs = 150 };

    public static async Task<IReadOnlyList<ConnectedNumber>> ConnectAsync(Cluster cluster, int count)
    {
        List<ConnectedNumber> numbers = [];
        for (var i = 0; i < count; i++)
        {
            var node = cluster.Nodes[i % cluster.Nodes.Count];
            using var visitor = await Visitor.SignInAsync(cluster, node);
            numbers.Add(await visitor.ConnectAsync(node));
        }
        return numbers;
    }

    public static Func<int, Delivery> Of(IReadOnlyList<ConnectedNumber> numbers) => turn => (turn % 50) switch
    {
        0 => numbers[turn / 50 % numbers.Count].Announcement(),
        < 25 => numbers[turn % numbers.Count].Message(),
        _ => Delivery.OfMessage(string.Create(CultureInfo.InvariantCulture, $"5{turn % Strangers:D14}")),
    };
}
