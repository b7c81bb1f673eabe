using Xunit.v3;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>The section of the contract that a test proves. Select one with <c>-trait "contract=4.6"</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ContractAttribute(string section) : Attribute, ITraitAttribute
{
    public string Section => section;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("contract", section)];
}
