using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Threadway.Bench.Load;

/// <summary>One kept-alive HTTP/1.1 connection, with no more of HTTP than short answers need.</summary>
internal sealed class Connection : IDisposable
{
    private readonly byte[] input = new byte[8192];
    private int received;

    public Socket Socket { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<Connection> OpenAsync(int port, CancellationToken stop)
    {
        var connection = new Connection();
        await connection.Socket.ConnectAsync(IPAddress.Loopback, port, stop);
        return connection;
    }

    public static Connection Open(int port)
    {
        var connection = new Connection();
        connection.Socket.Connect(IPAddress.Loopback, port);
        return connection;
    }

    /// <summary>Sends and waits for the whole answer; returns its status.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request, CancellationToken stop)
    {
        await Socket.SendAsync(request, stop);
        while (true)
        {
            if (Take(await Socket.ReceiveAsync(input.AsMemory(received), stop)) is { } status)
                return status;
        }
    }

    public void Send(ReadOnlySpan<byte> request) => Socket.Send(request);

    /// <summary>Reads what has come; the status once the answer is whole.</summary>
    public int? TryReceive() => Take(Socket.Receive(input.AsSpan(received)));

    public void Dispose() => Socket.Dispose();

    private int? Take(int more)
    {
        if (more == 0)
            throw new IOException("The server closed the connection.");
        received += more;
        if (!IsWhole(input.AsSpan(0, received)))
            return null;

        received = 0;
        return Number(input.AsSpan("HTTP/1.1 ".Length));
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var name = answer[..head].IndexOf("Content-Length: "u8);
        var length = name < 0 ? 0 : Number(answer[(name + "Content-Length: ".Length)..]);
        var isChunked = name < 0 && answer[..head].IndexOf("chunked"u8) >= 0;
        return isChunked ? answer.EndsWith("0\r\n\r\n"u8) : answer.Length >= head + 4 + length;
    }

    private static int Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out int number, out _) ? number : throw new IOException("The server's answer is not HTTP.");
}
