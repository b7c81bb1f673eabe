using System.Diagnostics;
using System.Net.Sockets;

namespace Threadway.Load;

/// <summary>
/// Keeps one delivery under way on each connection. One thread and no more of HTTP than needed, for the generator shares the
/// machine with what it measures.
/// </summary>
internal sealed class Shooter(IReadOnlyList<int> ports, int connections, Deliveries deliveries) : IDisposable
{
    private const int SelectMicroseconds = 100_000;

    private readonly Dictionary<Socket, (Connection Connection, long Since)> open = [];

    /// <summary>Returns how the answers were in that time, and of all that were delivered how many were stored.</summary>
    public Task<Figures> RunAsync(TimeSpan length) =>
        Task.Factory.StartNew(() => Run(length), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (var (connection, _) in open.Values)
            connection.Dispose();
        open.Clear();
    }

    private Figures Run(TimeSpan length)
    {
        for (var opened = open.Count; opened < connections; opened++)
        {
            var connection = Connection.Open(ports[opened % ports.Count]);
            open[connection.Socket] = (connection, 0);
        }
        var tally = new Tally();
        foreach (var socket in open.Keys.ToList())
            Shoot(socket);

        Shoot(length, tally);
        var figures = tally.Look();
        Drain(tally);
        return figures with { Accepted = tally.Look().Accepted };
    }

    private void Shoot(TimeSpan length, Tally tally)
    {
        var begun = Stopwatch.GetTimestamp();
        var ready = new List<Socket>(connections);
        while (Stopwatch.GetElapsedTime(begun) < length)
        {
            Take(ready, tally, Shoot);
        }
    }

    /// <summary>What is under way is answered before the connections are let go: an answer that nobody heard was a delivery all the same.</summary>
    private void Drain(Tally tally)
    {
        var waiting = new HashSet<Socket>(open.Keys);
        var ready = new List<Socket>(connections);
        while (waiting.Count > 0)
            Take(ready, tally, socket => waiting.Remove(socket), waiting);
    }

    private void Take(List<Socket> ready, Tally tally, Action<Socket> then, IEnumerable<Socket>? of = null)
    {
        ready.Clear();
        ready.AddRange(of ?? open.Keys);
        Socket.Select(ready, null, null, SelectMicroseconds);
        foreach (var socket in ready)
        {
            var (connection, since) = open[socket];
            if (connection.TryReceive() is not { } status)
                continue;

            tally.Add(status, Stopwatch.GetElapsedTime(since));
            then(socket);
        }
    }

    private void Shoot(Socket socket)
    {
        var (connection, _) = open[socket];
        open[socket] = (connection, Stopwatch.GetTimestamp());
        connection.Send(deliveries.Next());
    }
}
