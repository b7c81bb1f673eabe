using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Threadway.Kapso.Tests.Http;

/// <summary>What real sockets do, because an in-memory handler only shows what we believe they do.</summary>
public sealed class SocketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_listening_means_that_nothing_was_sent()
    {
        using var listener = Listen();
        using var kapso = Client(listener);
        listener.Stop();

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.SetupLinks.CreateAsync("c1", new(), Token));

        Assert.False(failure.MayHaveHappened);
        Assert.True(failure.IsRetryable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 201 Crea")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"data\":")]
    public async Task A_connection_that_breaks_after_the_request_leaves_the_outcome_unknown(string beginning)
    {
        using var listener = Listen();
        using var kapso = Client(listener);

        var call = kapso.SetupLinks.CreateAsync("c1", new(), Token);
        await AnswerAsync(listener, beginning);

        Assert.True((await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => call)).MayHaveHappened);
    }

    [Fact]
    public async Task An_answer_that_stalls_runs_out_of_time()
    {
        using var listener = Listen();
        using var kapso = Client(listener, options => options.Timeout = TimeSpan.FromMilliseconds(100));

        var call = kapso.SetupLinks.CreateAsync("c1", new(), Token);
        using var connection = await listener.AcceptTcpClientAsync(Token);

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => call);
    }

    [Fact]
    public async Task An_error_whose_body_breaks_off_is_repeated_for_a_read()
    {
        using var listener = Listen();
        using var kapso = Client(listener, options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(10), retries: 1);

        var call = kapso.Customers.GetAsync("c1", Token);
        await AnswerAsync(listener, "HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n{\"error\":");
        await AnswerAsync(listener, "HTTP/1.1 404 Not Found\r\nContent-Length: 21\r\n\r\n{\"error\":\"Not found\"}");

        Assert.Equal("Not found", (await Assert.ThrowsAsync<KapsoNotFoundException>(() => call)).Title);
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_on_a_kept_connection_is_done_when_nothing_is_left()
    {
        using var listener = Listen();
        using var kapso = Client(listener, options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(10), retries: 1);

        var read = kapso.Customers.GetAsync("c1", Token);
        using var kept = await listener.AcceptTcpClientAsync(Token);
        await AnswerAsync(kept, "HTTP/1.1 200 OK\r\nContent-Length: 33\r\n\r\n{\"data\":{\"id\":\"c1\",\"name\":\"Ana\"}}");
        await read;
        var call = kapso.Customers.DeleteAsync("c1", Token);
        await AnswerAsync(kept, "");
        kept.Close();
        await AnswerAsync(listener, "HTTP/1.1 404 Not Found\r\nContent-Length: 21\r\n\r\n{\"error\":\"Not found\"}");

        Assert.Null(await Record.ExceptionAsync(() => call));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static KapsoClient Client(TcpListener listener, Action<KapsoOptions>? configure = null, int retries = 0)
    {
        var options = new KapsoOptions
        {
            ApiKey = "test-key",
            BaseUrl = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            MaxRetries = retries,
        };
        configure?.Invoke(options);
        return new(options);
    }

    /// <summary>Takes one request, answers with these bytes and hangs up.</summary>
    private static async Task AnswerAsync(TcpListener listener, string bytes)
    {
        using var connection = await listener.AcceptTcpClientAsync(Token);
        await AnswerAsync(connection, bytes);
    }

    private static async Task AnswerAsync(TcpClient connection, string bytes)
    {
        var stream = connection.GetStream();
        var request = "";
        var buffer = new byte[4096];
        while (!IsWhole(request))
            request += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Token));

        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), Token);
    }

    private static bool IsWhole(string request) =>
        request.StartsWith("GET", StringComparison.Ordinal) || request.StartsWith("DELETE", StringComparison.Ordinal)
            ? request.EndsWith("\r\n\r\n", StringComparison.Ordinal)
            : request.EndsWith('}');
}
