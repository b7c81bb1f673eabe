using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Orleans;
using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Sending;

/// <summary>What every number's sender works with.</summary>
internal sealed record SenderTools(
    ClusterNode Node,
    SendLeases Leases,
    SendStore Store,
    SendAttempt Attempt,
    SendResults Results,
    KapsoPermits Permits,
    DoubtStore Doubts,
    KapsoClient Kapso,
    RefusedSends Refusals,
    UserChanges Changes,
    IDbContextFactory<ThreadwayDb> Databases,
    IOptionsMonitor<SendingOptions> Options,
    TimeProvider Time,
    ILogger<NumberSender> Logger);

/// <summary>How a number's sender is doing.</summary>
/// <param name="PerSecond">What it keeps to.</param>
/// <param name="HeldBy">What keeps what is due from going; null where nothing does.</param>
/// <param name="Recent">Messages that went in the last ten seconds.</param>
[GenerateSerializer, Immutable, Alias("threadway.sender-state")]
internal sealed record SenderState(
    [property: Id(0)] double PerSecond, [property: Id(1)] int SentLastSecond, [property: Id(2)] int Recent, [property: Id(3)] HoldKind? HeldBy, [property: Id(4)] DateTimeOffset? HeldUntil);
