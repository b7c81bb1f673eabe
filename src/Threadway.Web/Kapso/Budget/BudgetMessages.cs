using Orleans;

namespace Threadway.Web.Kapso.Budget;

/// <summary>How many of one node's calls wait, of one class for one user.</summary>
[GenerateSerializer, Immutable, Alias("threadway.budget-want")]
internal sealed record BudgetWant([property: Id(0)] KapsoPriority Priority, [property: Id(1)] string User, [property: Id(2)] int Count);

/// <summary>The right to one request, within a second.</summary>
[GenerateSerializer, Immutable, Alias("threadway.budget-permit")]
internal sealed record BudgetPermit([property: Id(0)] Guid Id, [property: Id(1)] KapsoPriority Priority, [property: Id(2)] string User);

/// <summary>What became of a permit.</summary>
/// <param name="WasUsed">Whether a request went out with it.</param>
/// <param name="Told">What the answer's headers said of the budget; null where they said nothing.</param>
/// <param name="RetryAfter">Kapso refused for its budget, and asks to wait this long.</param>
[GenerateSerializer, Immutable, Alias("threadway.budget-report")]
internal sealed record BudgetReport(
    [property: Id(0)] Guid Permit, [property: Id(1)] bool WasUsed, [property: Id(2)] IReadOnlyList<BudgetTold>? Told = null, [property: Id(3)] TimeSpan? RetryAfter = null);

/// <summary>One limit as Kapso told it: over a minute, or for health over a second as well.</summary>
[GenerateSerializer, Immutable, Alias("threadway.budget-told")]
internal readonly record struct BudgetTold([property: Id(0)] TimeSpan Length, [property: Id(1)] int Limit, [property: Id(2)] int Remaining);

/// <summary>What a node made of the key in the last minute, told to an owner that is new and knows of nothing.</summary>
/// <param name="Answered">How long ago each of its requests was answered.</param>
/// <param name="Blocked">How much longer Kapso asked it to wait.</param>
/// <param name="Limit">Of a minute, as far as it heard.</param>
[GenerateSerializer, Immutable, Alias("threadway.budget-past")]
internal sealed record BudgetPast([property: Id(0)] IReadOnlyList<TimeSpan> Answered, [property: Id(1)] TimeSpan Blocked, [property: Id(2)] int? Limit);

/// <summary>What a node asks of the key's owner: it may be asked twice.</summary>
/// <param name="Holding">Every permit that it has and has not reported: what it was granted and does not know of is free again.</param>
/// <param name="Past">Where the owner asked for it.</param>
[GenerateSerializer, Immutable, Alias("threadway.budget-question")]
internal sealed record BudgetQuestion(
    [property: Id(0)] string Node,
    [property: Id(1)] IReadOnlyList<BudgetWant> Wants,
    [property: Id(2)] IReadOnlyList<BudgetReport> Reports,
    [property: Id(3)] IReadOnlyList<Guid> Holding,
    [property: Id(4)] BudgetPast? Past);

/// <param name="AskAgain">When to ask again for what was not granted.</param>
/// <param name="NotBefore">Where nothing is free: not before this has passed.</param>
/// <param name="Limit">As Kapso told it; null while it is not known.</param>
/// <param name="TellPast">The owner is new: it grants the node nothing before it knows of its last minute.</param>
[GenerateSerializer, Immutable, Alias("threadway.budget-answer")]
internal sealed record BudgetAnswer(
    [property: Id(0)] IReadOnlyList<BudgetPermit> Permits,
    [property: Id(1)] TimeSpan AskAgain,
    [property: Id(2)] TimeSpan NotBefore,
    [property: Id(3)] int? Limit,
    [property: Id(4)] int Free,
    [property: Id(5)] bool TellPast);
