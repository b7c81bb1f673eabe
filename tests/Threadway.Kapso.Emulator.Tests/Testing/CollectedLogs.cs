using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>Keeps every line that anybody logs, at every level.</summary>
internal sealed class CollectedLogs : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception) + exception);

    public void Dispose()
    {
        // Nothing is held.
    }
}
