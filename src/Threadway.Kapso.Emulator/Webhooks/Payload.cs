using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>An event as one webhook gets it: under the name and in the form that its kind and version ask for.</summary>
internal sealed record Payload(string Event, string? PhoneNumberId, JsonObject Body)
{
    public string? ConversationId { get; private init; }

    /// <summary>Which message of its conversation it tells of, counted from 1.</summary>
    public int? Sequence { get; private init; }

    /// <summary>How many events the body holds; null when it is no batch.</summary>
    public int? BatchSize { get; private init; }

    /// <summary>Null when the webhook does not hear of this event.</summary>
    public static Payload? For(Webhook webhook, WorldState state, string eventName, string? phoneNumberId, JsonObject body)
    {
        if (webhook.Kind == WebhookKind.Meta)
        {
            var number = phoneNumberId is null ? null : state.NumberById(phoneNumberId);
            return MetaBodies.Of(eventName, body, number) is { } meta ? new Payload(eventName, phoneNumberId, meta) : null;
        }

        var name = EventNames.In(webhook.PayloadVersion, eventName);
        if (!webhook.Events.Contains(name))
            return null;

        return new Payload(name, phoneNumberId, webhook.PayloadVersion == PayloadVersion.V1 ? V1Bodies.Of(state, eventName, phoneNumberId, body) : body)
        {
            ConversationId = body["conversation"]?["id"]?.GetValue<string>(),
            Sequence = body["conversation"]?["kapso"]?["messages_count"]?.GetValue<int>(),
        };
    }

    /// <summary>Contract 8.4: several events of one conversation in one body, in the order of the messages.</summary>
    public static Payload Batch(IEnumerable<Payload> events, TimeSpan window)
    {
        Payload[] inOrder = [.. events.OrderBy(one => one.Sequence)];
        var body = new JsonObject
        {
            ["type"] = inOrder[0].Event,
            ["batch"] = true,
            ["data"] = new JsonArray([.. inOrder.Select(one => one.Body.DeepClone())]),
            ["batch_info"] = new JsonObject
            {
                ["size"] = inOrder.Length,
                ["window_ms"] = (int)window.TotalMilliseconds,
                ["first_sequence"] = inOrder[0].Sequence,
                ["last_sequence"] = inOrder[^1].Sequence,
            },
        };
        return inOrder[0] with { Body = body, BatchSize = inOrder.Length };
    }
}
