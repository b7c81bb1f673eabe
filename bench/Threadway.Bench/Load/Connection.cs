using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Threadway.Bench.Load;

/// <summary>One kept-alive HTTP/1.1 connection, with no more of HTTP than the emulator's short answers need.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] output = new byte[1024];
    private readonly byte[] input = new byte[8192];

    public static async Task<Connection> OpenAsync(int port, CancellationToken stop)
    {
        var connection = new Connection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, port, stop);
        return connection;
    }

    /// <summary>Posts and waits for the whole answer; returns its status.</summary>
    public async ValueTask<int> PostAsync(Wire wire, int number, int person, CancellationToken stop)
    {
        wire.Write(output, number, person);
        await socket.SendAsync(output.AsMemory(0, wire.Length), stop);
        var received = 0;
        while (true)
        {
            var more = await socket.ReceiveAsync(input.AsMemory(received), stop);
            if (more == 0)
                throw new IOException("The emulator closed the connection.");
            received += more;
            if (IsWhole(input.AsSpan(0, received)))
                return Number(input.AsSpan("HTTP/1.1 ".Length));
        }
    }

    public void Dispose() => socket.Dispose();

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
        Utf8Parser.TryParse(digits, out int number, out _) ? number : throw new IOException("The emulator's answer is not HTTP.");
}
