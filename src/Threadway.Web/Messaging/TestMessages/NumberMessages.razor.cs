using Microsoft.AspNetCore.Components;
using Threadway.Web.Connections.Numbers;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>What waits to be sent from a number, what holds it, and how fast it goes.</summary>
public sealed partial class NumberMessages
{
    [Parameter, EditorRequired] public required ConnectionView Connection { get; set; }

    /// <summary>Handed from the prerendered page to the live one, so that it does not blink.</summary>
    [PersistentState] public QueueView? Queue { get; set; }

    /// <summary>While something goes, each second is another.</summary>
    protected override bool Moves => Queue is { Length: > 0 } or { SentLastSecond: > 0 };

    private string Length => Queue!.Length switch
    {
        0 => T["Messages.Queue.Empty"],
        1 => T["Messages.Queue.One"],
        var many => T["Messages.Queue.Many", many],
    };

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken) =>
        Queue = await Tests.QueueAsync(userId, Connection.PhoneNumberId, cancellationToken);
}
