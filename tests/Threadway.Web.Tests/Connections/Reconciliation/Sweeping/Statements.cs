using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

/// <summary>What one app asks its database while this lives: the statements, and how many rows each read.</summary>
internal sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string connectionString;
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    private Statements(string connectionString) => this.connectionString = connectionString;

    /// <summary>Each different text once.</summary>
    public ConcurrentDictionary<string, byte> Texts { get; } = new(StringComparer.Ordinal);

    public ConcurrentBag<int> RowsRead { get; } = [];

    public static async Task<Statements> OfAsync(ThreadwayApp app)
    {
        var statements = new Statements(await app.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!)));
        statements.subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(statements));
        return statements;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case CommandExecutedEventData { Context: { } context } executed when IsOurs(context): Texts[executed.Command.CommandText] = 0; break;
            case DataReaderDisposingEventData { Context: { } context } read when IsOurs(context): RowsRead.Add(read.ReadCount); break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
    }

    private bool IsOurs(DbContext context) => context.Database.GetConnectionString() == connectionString;
}
