using Orleans;

namespace Threadway.Web.Connections.Reconciliation.Turns;

/// <summary>One wish for one user's turn, and the node that it came from: what a node held is free as soon as it is gone.</summary>
[GenerateSerializer, Immutable, Alias("threadway.turn-ticket")]
internal sealed record TurnTicket([property: Id(0)] Guid UserId, [property: Id(1)] Guid Id, [property: Id(2)] string Node);

/// <summary>What a keeper says to who asks for a turn.</summary>
[GenerateSerializer, Alias("threadway.turn-answer")]
internal enum TurnAnswer
{
    Yours,

    /// <summary>Somebody else's: the place in the line is kept for who asks again.</summary>
    Taken,

    /// <summary>So many wait that it is no use.</summary>
    Crowded,
}
