using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>How far one message came, as it comes: each step with its time, in words beside every sign.</summary>
public sealed partial class MessageTicks
{
    private MessageRow? message;

    [Parameter, EditorRequired] public required Guid MessageId { get; set; }

    /// <summary>As people read it.</summary>
    [Parameter, EditorRequired] public required string Recipient { get; set; }

    /// <summary>A later step that is reached proves those before it, whose own word may have been lost.</summary>
    private IEnumerable<(MessageState State, DateTimeOffset? At)> Way
    {
        get
        {
            (MessageState State, DateTimeOffset? At)[] steps =
            [
                (MessageState.Queued, message!.CreatedAt), (MessageState.Sending, message.AttemptedAt), (MessageState.Accepted, message.AcceptedAt),
                (MessageState.Sent, message.SentAt), (MessageState.Delivered, message.DeliveredAt), (MessageState.Read, message.ReadAt),
            ];
            return steps.Select((step, place) => (step.State, step.At ?? steps[place..].FirstOrDefault(later => later.At is not null).At));
        }
    }

    private string Tone => message!.State switch
    {
        MessageState.Failed => "bad",
        MessageState.Expired or MessageState.Unknown or MessageState.Canceled => "wait",
        MessageState.Sent or MessageState.Delivered or MessageState.Read => "good",
        _ => "",
    };

    private string Icon => message!.State switch
    {
        MessageState.Failed => Icons.Material.Rounded.ErrorOutline,
        MessageState.Expired => Icons.Material.Rounded.TimerOff,
        MessageState.Unknown => Icons.Material.Rounded.HelpOutline,
        MessageState.Canceled => Icons.Material.Rounded.Block,
        MessageState.Queued => Icons.Material.Rounded.Schedule,
        MessageState.Sending => Icons.Material.Rounded.Send,
        MessageState.Accepted => Icons.Material.Rounded.CloudDone,
        MessageState.Sent => Icons.Material.Rounded.Done,
        MessageState.Read => Icons.Material.Rounded.MarkChatRead,
        _ => Icons.Material.Rounded.DoneAll,
    };

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken) =>
        message = await Tests.FindAsync(userId, MessageId, cancellationToken);
}
