using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Threadway.Kapso.Emulator;
using Threadway.Web.Tests.Hosting;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>The app as a process of its own, killed in the middle of a storm of deliveries.</summary>
public sealed class KilledAppTests
{
    private const int Rounds = 3;
    private const int Connections = 16;

    private static readonly TimeSpan Storm = TimeSpan.FromMilliseconds(700);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_200_outlives_kill_9_and_is_there_once()
    {
        await using var kapso = await KapsoEmulator.StartAsync(cancellationToken: Stop);
        var folder = Directory.CreateTempSubdirectory("threadway-");
        var database = $"Data Source={Path.Combine(folder.FullName, "threadway.db")}";
        var answered = new HashSet<string>();

        for (var round = 0; round < Rounds; round++)
        {
            var address = new Uri($"http://127.0.0.1:{FreePort.OnLoopback()}");
            using var app = Start(address, database, kapso.BaseAddress);
            using var http = new HttpClient { BaseAddress = address };
            await Eventually.TrueAsync(() => AnswersAsync(http));
            using var storm = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var delivering = Enumerable.Range(0, Connections).Select(connection => DeliverAsync(http, $"{round}:{connection}", storm.Token)).ToList();
            await Task.Delay(Storm, TimeProvider.System, Stop);

            app.Kill();
            await app.WaitForExitAsync(Stop);
            await storm.CancelAsync();
            foreach (var keys in await Task.WhenAll(delivering)) answered.UnionWith(keys);
        }

        var stored = await KeysAsync(database);
        Assert.True(answered.Count > Rounds * Connections, $"Only {answered.Count} were answered.");
        Assert.Empty(answered.Except(stored));
        Assert.Equal(stored.Count, stored.Distinct().Count());
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>Until the app is gone; returns the keys of what was answered 200.</summary>
    private static async Task<List<string>> DeliverAsync(HttpClient http, string prefix, CancellationToken stop)
    {
        var answered = new List<string>();
        for (var message = 0; !stop.IsCancellationRequested; message++)
        {
            var key = $"{prefix}:{message}";
            try
            {
                using var answer = await http.SendAsync(Signed.Request(Signed.MessageReceived, Signed.Message("1", message), Signed.Sign(Signed.Message("1", message)), key), stop);
                if (answer.StatusCode == HttpStatusCode.OK) answered.Add(key);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                break;
            }
        }
        return answered;
    }

    private static async Task<List<string>> KeysAsync(string database)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT idempotency_key FROM webhook_events";
        await using var rows = await command.ExecuteReaderAsync(Stop);
        var keys = new List<string>();
        while (await rows.ReadAsync(Stop)) keys.Add(rows.GetString(0));
        return keys;
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/sign-in", UriKind.Relative), Stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(Uri address, string database, Uri kapso)
    {
        var process = AppProgram.Start(new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address.OriginalString,
            ["Kapso__ApiKey"] = "a-key-for-tests",
            ["Kapso__BaseUrl"] = kapso.AbsoluteUri,
            ["Kapso__WebhookSecret"] = ThreadwayApp.WebhookSecret,
            ["Kapso__OtpPhoneNumberId"] = KapsoEmulator.OperatorPhoneNumberId,
            ["ConnectionStrings__Threadway"] = database,
            ["Logging__LogLevel__Default"] = "Error",
        });
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
