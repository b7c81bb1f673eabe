using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>Events of the catalogue (contract 9.1) with bodies of the caller's: for what nothing in the emulator brings about.</summary>
public sealed class EventsControl
{
    private readonly World world;
    private readonly WebhookSender webhooks;

    internal EventsControl(World world, WebhookSender webhooks) => (this.world, this.webhooks) = (world, webhooks);

    /// <summary>The names that there are.</summary>
    public IReadOnlyList<string> Names => [.. EventNames.All];

    /// <summary>Tells an event to whoever listens for it, with this body as it is. Ends once the first attempts have ended.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="body">An object.</param>
    /// <param name="number">For an event of a number, and only then: Meta's id, or the number itself.</param>
    /// <param name="cancellationToken">Gives up the wait; the event is told all the same.</param>
    /// <exception cref="ArgumentException">There is no such event, the body is no object, or the number is missing or too much.</exception>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task EmitAsync(string name, JsonElement body, string? number = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!EventNames.All.Contains(name))
            throw new WrongArgument($"event must be one of {string.Join(", ", EventNames.All)}, not \"{name}\"{Nearest.Hint(name, EventNames.All)}", nameof(name));
        var ofNumber = EventNames.OfNumbers.Contains(name);
        if (ofNumber == number is null)
            throw new WrongArgument(ofNumber ? "phoneNumberId is required for an event of a number" : "phoneNumberId is for events of a number", nameof(number));
        if (JsonNode.Parse(body.GetRawText()) is not JsonObject content)
            throw new WrongArgument("body must be an object", nameof(body));

        var phoneNumberId = number is null ? null : world.Read(state => Known.Number(state, number)).Id;
        return webhooks.EmitAsItIsAsync(name, phoneNumberId, content).WaitAsync(cancellationToken);
    }
}
