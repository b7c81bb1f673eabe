using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>
/// Holds the events of webhooks that buffer (contract 8.4), by conversation: a window closes when nothing came for its length,
/// or when it is full.
/// </summary>
internal sealed class EventBuffers(EmulatorClock clock, Dispatcher dispatcher, BackgroundWork work)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Key, Window> windows = [];

    /// <summary>False when the webhook wants this one at once.</summary>
    public bool TryAdd(Webhook webhook, Payload payload)
    {
        if (!webhook.BufferEnabled || !webhook.BufferEvents.Contains(payload.Event) || payload.ConversationId is not { } conversation)
            return false;

        Add(new Key(webhook.Id, conversation, payload.Event), webhook, payload);
        return true;
    }

    /// <summary>Closes every window before its time: the emulator stops, and what they hold is to be in the state file.</summary>
    public void SendAll()
    {
        foreach (var window in TakeAll())
            Send(window);
    }

    /// <summary>Forgets what is buffered: the world was reset.</summary>
    public void Clear() => TakeAll();

    private void Add(Key key, Webhook webhook, Payload payload)
    {
        List<Window> closed = [];
        Window? opened = null;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (windows.TryGetValue(key, out var window) && window.Due <= now)
            {
                // Its time is over, only nobody came by yet: what comes now belongs to the next one.
                closed.Add(Take(key)!);
                window = null;
            }

            if (window is null)
                windows[key] = window = opened = new Window(webhook);
            window.Due = now + webhook.BufferWindow;
            window.Payloads.Add(payload);
            if (window.Payloads.Count >= (webhook.MaxBufferSize ?? Webhook.DefaultMaxBufferSize))
            {
                closed.Add(Take(key)!);
                opened = null;
            }
        }

        closed.ForEach(Send);
        if (opened is not null)
            work.Track(CloseWhenQuietAsync(key, opened));
    }

    private async Task CloseWhenQuietAsync(Key key, Window window)
    {
        try
        {
            for (var due = DueOf(key, window); due is not null; due = DueOf(key, window))
            {
                if (due <= clock.GetUtcNow())
                    CloseIfDue(key, window);
                else
                    await clock.WaitUntilAsync(due.Value, work.Stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator stops and closes all windows itself.
        }
    }

    private void CloseIfDue(Key key, Window window)
    {
        lock (gate)
        {
            if (windows.GetValueOrDefault(key) != window || window.Due > clock.GetUtcNow())
                return;
            Take(key);
        }

        Send(window);
    }

    /// <summary>Null once the window is closed.</summary>
    private DateTimeOffset? DueOf(Key key, Window window)
    {
        lock (gate)
            return windows.GetValueOrDefault(key) == window ? window.Due : null;
    }

    private Window? Take(Key key) => windows.Remove(key, out var window) ? window : null;

    private List<Window> TakeAll()
    {
        lock (gate)
        {
            List<Window> all = [.. windows.Values];
            windows.Clear();
            return all;
        }
    }

    private void Send(Window window) => _ = dispatcher.DispatchAsync(window.Webhook, Payload.Batch(window.Payloads, window.Webhook.BufferWindow));

    private readonly record struct Key(string WebhookId, string ConversationId, string Event);

    private sealed class Window(Webhook webhook)
    {
        public Webhook Webhook => webhook;

        public List<Payload> Payloads { get; } = [];

        public DateTimeOffset Due { get; set; }
    }
}
