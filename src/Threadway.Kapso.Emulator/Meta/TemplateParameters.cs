using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>
/// What a send puts in the place of a template's variables (contract 12.1, 13.2), for one component: <paramref name="where"/>
/// is its name in errors, and only a body takes prices and times.
/// </summary>
internal sealed class TemplateParameters(string where, MetaBody? component, bool isBody = false)
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\t\v\f\u0085\u2028\u2029");
    private static readonly SearchValues<string> Gap = SearchValues.Create(["     "], StringComparison.Ordinal);

    private readonly IReadOnlyList<MetaBody> all = component?.Parts("parameters") ?? [];

    public string Where => where;

    public int Count => all.Count;

    /// <summary>Named parameters are found by name, others by their order.</summary>
    public string Fill(string text, string format)
    {
        var wanted = TemplateText.Placeholders(text);
        var given = all.Select(parameter => (Name: parameter.Text("parameter_name"), Value: Value(parameter))).ToList();
        if (given.Count != wanted.Count)
            throw MetaErrors.ParameterCount(where, given.Count, wanted.Count);
        if (wanted.Count == 0)
            return text;
        if (format != TemplateText.Named)
            return TemplateText.Fill(text, wanted.Zip(given).ToDictionary(pair => pair.First, pair => pair.Second.Value));

        var byName = given.GroupBy(one => one.Name ?? "").ToDictionary(group => group.Key, group => group.First().Value);
        return wanted.FirstOrDefault(name => !byName.ContainsKey(name)) is { } missing
            ? throw MetaErrors.Mismatch($"{where}: a parameter with parameter_name {missing} is expected")
            : TemplateText.Fill(text, byName);
    }

    /// <summary>For what the template has no place for.</summary>
    public void CheckNone()
    {
        if (all.Count > 0)
            throw MetaErrors.ParameterCount(where, all.Count, 0);
    }

    /// <summary>The one parameter, which must be of that type.</summary>
    public MetaBody Only(string type) => OnlyOrNone(type) ?? throw MetaErrors.Mismatch(Expected(type, null));

    public MetaBody? OnlyOrNone(string type) => all switch
    {
        [] => null,
        [var only] when only.Text("type") == type => only,
        [var other, ..] => throw MetaErrors.Mismatch(Expected(type, all.Count > 1 ? $"{all.Count} parameters" : other.Text("type"))),
    };

    public void CheckTypes(params string[] types)
    {
        if (all.FirstOrDefault(parameter => !types.Contains(parameter.Text("type"))) is { } other)
            throw MetaErrors.Mismatch(Expected(string.Join(" or ", types), other.Text("type")));
    }

    /// <summary>Text that stands in what the person sees.</summary>
    public string Shown(string text) => text.AsSpan().ContainsAny(Breaks) || text.AsSpan().ContainsAny(Gap) ? throw MetaErrors.BrokenParameter(where) : text;

    private string Value(MetaBody parameter) => parameter.Text("type") switch
    {
        "text" => Shown(parameter.Text("text") is { Length: > 0 } text
            ? text
            : throw MetaErrors.BadRequest(131008, "Required parameter is missing", $"{where}: Parameter of type text is missing text value")),
        "currency" when isBody => Currency(parameter, parameter.Json["currency"] as JsonObject),
        "date_time" when isBody => Shown(Fallback(parameter, parameter.Json["date_time"] as JsonObject)),
        var other => throw MetaErrors.Mismatch(Expected(isBody ? "text, currency or date_time" : "text", other)),
    };

    private string Currency(MetaBody parameter, JsonObject? currency)
    {
        var shown = Shown(Fallback(parameter, currency));
        if (currency!["code"] is not JsonValue code || !code.TryGetValue(out string? iso) || iso.Length != 3 || !iso.All(char.IsAsciiLetterUpper))
            throw MetaErrors.Mismatch($"{parameter.At("currency.code")} must be a currency's three letters, as USD");
        if (!long.TryParse(currency["amount_1000"]?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            throw MetaErrors.Mismatch($"{parameter.At("currency.amount_1000")} must be a whole number, the amount times 1000");
        return shown;
    }

    private static string Fallback(MetaBody parameter, JsonObject? value) =>
        value?["fallback_value"] is JsonValue text && text.TryGetValue(out string? shown) && shown.Length > 0
            ? shown
            : throw MetaErrors.Mismatch($"{parameter.At(parameter.Text("type")!)} must have a fallback_value");

    private string Expected(string type, string? received) =>
        $"{where}: Format mismatch, expected {type.ToUpperInvariant()}, received {received?.ToUpperInvariant() ?? "UNKNOWN"}";
}
