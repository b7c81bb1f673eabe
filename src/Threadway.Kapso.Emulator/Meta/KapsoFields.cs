using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>
/// The proxy's <c>fields</c>: <c>kapso(default)</c> is everything under <c>kapso</c>, <c>kapso(a,b)</c> those fields of it,
/// <c>kapso()</c> none (contract 11).
/// </summary>
internal sealed partial class KapsoFields
{
    private readonly string[]? wanted;

    private KapsoFields(string[]? wanted)
    {
        this.wanted = wanted;
    }

    public static KapsoFields Of(string? fields)
    {
        if (fields is null or "kapso" or "kapso(default)")
            return new KapsoFields(null);

        return Form().Match(fields) is { Success: true } match
            ? new KapsoFields(match.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : throw MetaErrors.Parameter("fields must be kapso(default), kapso() or kapso(...) with names");
    }

    public JsonObject Cut(JsonObject row)
    {
        if (wanted is null || row["kapso"] is not JsonObject kapso)
            return row;

        if (wanted.Length == 0)
            row.Remove("kapso");
        else
            row["kapso"] = new JsonObject(kapso.Where(pair => wanted.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        return row;
    }

    [GeneratedRegex(@"\Akapso\(([a-z_, ]*)\)\z")]
    private static partial Regex Form();
}
