using System.Text.Json;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>
/// Settles one number's messages in doubt, and never repeats one that may have gone out: by a status that names it, or by asking Kapso
/// for what the number sent since. Found, it is accepted; not found in a minute of good answers, it waits again at the head of its
/// contact's order; without a good answer for a quarter of an hour its owner decides.
/// </summary>
internal sealed partial class InDoubt(Guid connectionId, SenderTools tools)
{
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromSeconds(5);

    /// <summary>Clocks differ, and Kapso's times are whole seconds.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int MostRead = 2000;

    private readonly Dictionary<Guid, DateTimeOffset> lookedSince = [];
    private readonly TimeProvider time = tools.Time;
    private Task looking = Task.CompletedTask;
    private volatile bool any;

    /// <summary>When to look next; far off where nothing is in doubt.</summary>
    public DateTimeOffset NextLook { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Something is in doubt: who stays longer with it knows sooner.</summary>
    public bool Any => any;

    public async Task BeginAsync(SendLease lease, CancellationToken cancellationToken)
    {
        any = await tools.Doubts.AdoptAsync(lease, cancellationToken);
        if (any) NextLook = time.GetUtcNow();
    }

    /// <summary>One more is in doubt.</summary>
    public void Add()
    {
        any = true;
        var first = time.GetUtcNow() + First;
        if (NextLook > first) NextLook = first;
    }

    /// <summary>Begins a look where it is time for one; sending goes on beside it.</summary>
    public void Look(SendLease lease, Connection connection)
    {
        if (!any || time.GetUtcNow() < NextLook || !looking.IsCompleted) return;
        NextLook = time.GetUtcNow() + Pause;
        looking = Task.Run(() => LookAsync(lease, connection));
    }

    public Task EndAsync() => looking;

    private async Task LookAsync(SendLease lease, Connection connection)
    {
        try
        {
            var freed = await tools.Doubts.FreeSettledAsync(connectionId, CancellationToken.None);
            var doubtful = await tools.Doubts.ReadAsync(connectionId, CancellationToken.None);
            if (doubtful.Count == 0)
            {
                lookedSince.Clear();
                if (!freed) (any, NextLook) = (false, DateTimeOffset.MaxValue);
                return;
            }
            await SettleAsync(lease, connection, doubtful);
            tools.Changes.Publish(connection.UserId);
        }
        catch (Exception e)
        {
            Log.LookFailed(tools.Logger, connectionId, e);
        }
    }

    private async Task SettleAsync(SendLease lease, Connection connection, IReadOnlyList<ClaimedMessage> doubtful)
    {
        using var work = KapsoWork.Begin(KapsoPriority.Program, connection.UserId);
        var asked = time.GetUtcNow();
        List<Message> sent;
        try
        {
            sent = await ReadSentAsync(connection, doubtful.Min(one => one.Message.AttemptedAt!.Value) - Skew);
        }
        catch (KapsoException e)
        {
            Log.NoAnswer(tools.Logger, connectionId, e.Status, e.Code);
            foreach (var one in doubtful.Where(one => asked - one.Message.DoubtSince >= GivenUpAfter)) await tools.Doubts.GiveUpAsync(lease, one, CancellationToken.None);
            return;
        }

        var known = await tools.Doubts.KnownAsync(connectionId, [.. sent.Select(message => message.Id)], CancellationToken.None);
        sent.RemoveAll(message => known.Contains(message.Id));
        foreach (var one in doubtful)
        {
            if (sent.Find(message => IsOf(message, one)) is { } found)
            {
                sent.Remove(found);
                await WriteAsync(lease, one, new SendOutcome.Accepted(new() { Id = found.Id, WaId = found.To, UserId = found.ToUserId }));
            }
            else if (!lookedSince.TryGetValue(one.Message.Id, out var since))
            {
                lookedSince[one.Message.Id] = asked;
            }
            else if (asked - since >= tools.Options.CurrentValue.NotFoundAfter)
            {
                await WriteAsync(lease, one, new SendOutcome.Again(TimeSpan.Zero, Counts: true));
            }
        }
    }

    private async Task WriteAsync(SendLease lease, ClaimedMessage doubtful, SendOutcome outcome)
    {
        lookedSince.Remove(doubtful.Message.Id);
        var now = time.GetUtcNow();
        await tools.Results.WriteAsync(lease, doubtful, outcome, now, now, CancellationToken.None);
    }

    private async Task<List<Message>> ReadSentAsync(Connection connection, DateTimeOffset since)
    {
        List<Message> sent = [];
        await foreach (var message in tools.Kapso.Messages.ListAsync(
            new() { PhoneNumberId = connection.PhoneNumberId, Direction = MessageDirection.Outbound, PageSize = 100 }))
        {
            if (message.Timestamp < since || sent.Count >= MostRead) break;
            if (message.Origin is null || message.Origin == MessageOrigin.CloudApi) sent.Add(message);
        }
        // The oldest first: of two alike the earlier one was sent first.
        sent.Reverse();
        return sent;
    }

    /// <summary>By our own mark, or else by whom it went to, when, and what it says.</summary>
    private static bool IsOf(Message sent, ClaimedMessage doubtful)
    {
        var message = doubtful.Message;
        if (sent.Statuses.Select(status => status.CallbackData).FirstOrDefault(data => data is not null) is { } mark)
            return Guid.TryParse(mark, out var id) && id == message.Id;
        if (sent.Type != message.Type || sent.Timestamp < message.AttemptedAt - Skew || !IsTo(sent, doubtful)) return false;
        return message.Type != "text" || sent.Text is not { } text || text == BodyOf(message.Content);
    }

    private static string? BodyOf(string content)
    {
        using var json = JsonDocument.Parse(content);
        return json.RootElement.TryGetProperty("body", out var body) ? body.GetString() : null;
    }

    private static bool IsTo(Message sent, ClaimedMessage doubtful)
    {
        var (contact, to) = (doubtful.Contact, sent.To);
        if (doubtful.Conversation.GroupId is { } group) return sent.GroupId == group;
        if (sent.ToUserId is { Length: > 0 } user && contact?.ScopedUserId == user) return true;
        return to is not null && ((string?[])[contact?.WaId, contact?.Typed, doubtful.Message.To]).OfType<string>().SelectMany(Spellings.Of).Contains(to);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What became of messages of connection {Connection} could not be looked up; it is tried again")]
        public static partial void LookFailed(ILogger logger, Guid connection, Exception exception);

        [LoggerMessage(LogLevel.Information, "Kapso does not say what became of messages of connection {Connection} (status {Status}, code {Code}); it is asked again")]
        public static partial void NoAnswer(ILogger logger, Guid connection, int? status, string? code);
    }
}
