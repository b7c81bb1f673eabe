namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>Tests that move the target's clock, make it fail or count its requests: one after the other, with nothing else at work.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
