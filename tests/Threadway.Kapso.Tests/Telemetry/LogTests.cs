using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Telemetry;

public sealed class LogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_one_line_at_information_with_outcome_time_and_attempts()
    {
        using var logged = new Logged();
        var time = new FakeTimeProvider();
        var kapso = new ScriptedKapso().Answers("{}", 503).Answers(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(120));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Payload.Text("api/customer")) });
        });
        await using var provider = Registered(kapso, logged, options => options.MaxRetryDelay = TimeSpan.Zero, time);

        await provider.GetRequiredService<KapsoClient>().Customers.GetAsync("c1", Token);

        Assert.Equal(
            (LogLevel.Information, "Threadway.Kapso", "kapso.customers.get: GET /platform/v1/customers/{customer_id} ended with 200 after 120 ms, attempt 2"),
            Assert.Single(logged.Lines, line => line.Level >= LogLevel.Information));
        Assert.Contains(logged.Lines, line => line is (LogLevel.Debug, "Threadway.Kapso", _) && line.Text.Contains("attempt 1 ended with 503", StringComparison.Ordinal));
        Assert.Contains(logged.Lines, line => line is (LogLevel.Debug, "Polly", _));
    }

    [Fact]
    public async Task A_refusal_is_one_line_with_status_and_code_and_without_words_ids_and_keys()
    {
        using var logged = new Logged();
        var kapso = new ScriptedKapso().Answers("""{"error":{"message":"No window with +34 600 99 88 77","code":131047}}""", 422);
        await using var provider = Registered(kapso, logged);

        await Assert.ThrowsAsync<KapsoValidationException>(
            () => provider.GetRequiredService<KapsoClient>().Messages.SendTextAsync("601", "34600998877", "Hola", Token));

        var line = Assert.Single(logged.Lines, line => line.Level >= LogLevel.Information);
        Assert.StartsWith(
            "kapso.messages.send: POST /meta/whatsapp/v24.0/{phone_number_id}/messages ended with 422 (code 131047) after ", line.Text, StringComparison.Ordinal);
        Assert.All(logged.Lines, one => Assert.DoesNotContain("600", one.Text, StringComparison.Ordinal));
        Assert.All(logged.Lines, one => Assert.DoesNotContain("test-key", one.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_never_arrived_says_why()
    {
        using var logged = new Logged();
        await using var provider = Registered(new ScriptedKapso().RefusesConnection(), logged, options => options.MaxRetries = 0);

        await Assert.ThrowsAsync<KapsoException>(() => provider.GetRequiredService<KapsoClient>().Customers.GetAsync("c1", Token));

        Assert.Contains("ended with connection_error after", Assert.Single(logged.Lines, line => line.Level >= LogLevel.Information).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_made_by_hand_logs_where_it_is_told_to()
    {
        using var logged = new Logged();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(logged));
        using var client = new KapsoClient(new HttpClient(new ScriptedKapso().AnswersPayload("api/customer")), ScriptedKapso.Options(), loggers: loggers);

        await client.With(new() { ApiKey = "other" }).Customers.GetAsync("c1", Token);

        Assert.Single(logged.Lines);
    }

    private static ServiceProvider Registered(
        HttpMessageHandler kapso, Logged logged, Action<KapsoOptions>? configure = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection()
            .AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(logged))
            .AddSingleton(time ?? TimeProvider.System);
        services
            .AddKapso(options =>
            {
                (options.ApiKey, options.BaseUrl) = ("test-key", ScriptedKapso.Origin);
                configure?.Invoke(options);
            })
            .ConfigurePrimaryHttpMessageHandler(() => kapso);
        return services.BuildServiceProvider();
    }

    private sealed class Logged : ILoggerProvider
    {
        public ConcurrentQueue<(LogLevel Level, string Category, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(Logged logged, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                logged.Lines.Enqueue((logLevel, category, formatter(state, exception)));
        }
    }
}
