using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Conversations (Kapso Platform: conversations). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class ConversationClient
{
    private readonly KapsoTransport transport;

    internal ConversationClient(KapsoTransport transport) => this.transport = transport;

    /// <summary>Lists conversations, the latest activity first, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<Conversation> ListAsync(ConversationFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListByCursorAsync(
            "kapso.conversations.list",
            KapsoPath.Platform($"whatsapp/conversations"),
            new Query()
                .With("phone_number_id", filter?.PhoneNumberId)
                .With("phone_number", filter?.PhoneNumber)
                .With("status", filter?.Status?.Value)
                .With("assigned_user_id", filter?.AssignedUserId)
                .With("unassigned", filter?.Unassigned)
                .With("created_after", filter?.CreatedAfter)
                .With("created_before", filter?.CreatedBefore)
                .With("last_active_after", filter?.LastActiveAfter)
                .With("last_active_before", filter?.LastActiveBefore)
                .With("limit", filter?.PageSize),
            KapsoJson.Default.CursorPageOfConversation,
            Paging.OfPlatform,
            cancellationToken);

    /// <summary>Reads one conversation.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such conversation.</exception>
    public Task<Conversation> GetAsync(string conversationId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get("kapso.conversations.get", KapsoPath.Platform($"whatsapp/conversations/{conversationId}")),
            KapsoJson.Default.DataOfConversation,
            cancellationToken);

    /// <summary>Ends a conversation, or takes it up again. The 24-hour window goes by another clock and does not change.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such conversation.</exception>
    public Task<Conversation> UpdateAsync(
        string conversationId, ConversationStatus status, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Patch(
                "kapso.conversations.update",
                KapsoPath.Platform($"whatsapp/conversations/{conversationId}"),
                JsonBody.Wrap("whatsapp_conversation", new(status), KapsoJson.Default.ConversationChange)),
            KapsoJson.Default.DataOfConversation,
            cancellationToken);
}
