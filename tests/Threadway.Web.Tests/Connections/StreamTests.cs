using Microsoft.Extensions.Logging;

namespace Threadway.Web.Tests.Connections;

/// <summary>The status as a stream, for as long as somebody reads it.</summary>
public sealed class StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_stops_reading_leaves_no_error_behind()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadOneAsync(person)));
        foreach (var answer in answers) answer.Dispose();
        var logs = app.Logs;

        // A server that has stopped has ended every stream.
        await app.RestartAsync();

        Assert.DoesNotContain(logs.GetSnapshot(), line => line.Level >= LogLevel.Error && line.Exception is NotSupportedException);
    }

    private static async Task<HttpResponseMessage> ReadOneAsync(Person person)
    {
        var answer = await person.Browser.GetAsync(new Uri("/api/whatsapp/connection/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.Equal("event: status", await lines.ReadLineAsync(Stop));
        return answer;
    }
}
