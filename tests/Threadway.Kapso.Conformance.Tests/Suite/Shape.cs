using System.Text.Json.Nodes;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>The fields of a JSON object, as the contract lists them.</summary>
public sealed class Shape
{
    private readonly (string Name, Rule Rule)[] fields;
    private readonly bool isClosed;

    private Shape((string Name, Rule Rule)[] fields, bool isClosed)
    {
        (this.fields, this.isClosed) = (fields, isClosed);
    }

    /// <summary>These fields; Kapso may add others.</summary>
    public static Shape Of(params (string Name, Rule Rule)[] fields) => new(fields, isClosed: false);

    /// <summary>These fields and no others: envelopes, and where the contract says so.</summary>
    public static Shape Exactly(params (string Name, Rule Rule)[] fields) => new(fields, isClosed: true);

    public Shape With(params (string Name, Rule Rule)[] more) => new([.. fields, .. more], isClosed);

    public IEnumerable<string> Violations(JsonObject json, string path)
    {
        foreach (var (name, rule) in fields)
        {
            if (json.TryGetPropertyValue(name, out var value))
            {
                foreach (var violation in rule.Violations(value, path + name))
                    yield return violation;
            }
            else if (!rule.IsOptional)
            {
                yield return $"{path}{name} is missing";
            }
        }

        if (isClosed)
        {
            foreach (var name in json.Select(pair => pair.Key).Except(fields.Select(field => field.Name)))
                yield return $"{path}{name} should not be there";
        }
    }
}
