namespace Threadway.Web.Connections.Disconnect;

/// <summary>How far a disconnect has come; a step that is null does not apply.</summary>
public sealed record DisconnectProgress(DateTimeOffset RequestedAt, bool RemovedAtKapso, bool? UnlinkedOnPhone);
