using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>What hangs on a conversation by its id and goes with it, where it turns out to be one with another: registered, never called by name.</summary>
internal interface IConversationJoins
{
    /// <summary>In the transaction that joins them; all that the context holds is stored already, and is saved after.</summary>
    Task JoinAsync(ThreadwayDb db, Guid from, Guid to, CancellationToken cancellationToken);
}
