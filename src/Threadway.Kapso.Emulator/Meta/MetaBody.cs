using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>
/// A part of a request in Meta's form. A field of the wrong kind is Meta's error 100, a missing one 131008, a value out of
/// its limits 131009; each names the field by its path.
/// </summary>
internal sealed class MetaBody(JsonObject values, string path = "")
{
    public JsonObject Json => values;

    public static async Task<MetaBody> ReadAsync(HttpContext http) => new(await Fields.ReadBodyAsync(http));

    /// <summary>The same for a change that must name the product.</summary>
    public static async Task<MetaBody> ReadForWhatsAppAsync(HttpContext http)
    {
        var body = await ReadAsync(http);
        return body.Text("messaging_product") == "whatsapp" ? body : throw MetaErrors.Parameter("messaging_product must be whatsapp");
    }

    public bool Has(string name) => values[name] is not null;

    public string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public string? Text(string name) => values[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw MetaErrors.Parameter($"{At(name)} must be a string"),
    };

    public string? Text(string name, int longest) => Text(name) switch
    {
        { Length: var length } when length > longest => throw MetaErrors.Value($"{At(name)} has {length} characters, {longest} at most"),
        var text => text,
    };

    public string Required(string name, int longest = int.MaxValue) =>
        Text(name, longest) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw MetaErrors.Missing(At(name));

    public bool Flag(string name) => values[name]?.GetValueKind() switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw MetaErrors.Parameter($"{At(name)} must be true or false"),
    };

    /// <summary>A number, or text that holds one: Kapso's own example sends coordinates as text (contract 16.28).</summary>
    public double Number(string name, double furthest)
    {
        var text = (values[name] ?? throw MetaErrors.Missing(At(name))).ToString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Math.Abs(number) <= furthest ? number : throw MetaErrors.Value($"{At(name)} lies between -{furthest} and {furthest}")
            : throw MetaErrors.Parameter($"{At(name)} must be a number");
    }

    public MetaBody Part(string name) => PartOrNull(name) ?? throw MetaErrors.Missing(At(name));

    public MetaBody? PartOrNull(string name) => values[name] switch
    {
        null => null,
        JsonObject found => new MetaBody(found, At(name)),
        _ => throw MetaErrors.Parameter($"{At(name)} must be an object"),
    };

    /// <summary>The objects of an array; none when it is not there.</summary>
    public IReadOnlyList<MetaBody> Parts(string name) => values[name] switch
    {
        null => [],
        JsonArray array when array.All(one => one is JsonObject) =>
            [.. array.Select((one, index) => new MetaBody((JsonObject)one!, $"{At(name)}[{index}]"))],
        _ => throw MetaErrors.Parameter($"{At(name)} must be an array of objects"),
    };

    public IReadOnlyList<MetaBody> Parts(string name, int fewest, int most)
    {
        var parts = Has(name) ? Parts(name) : throw MetaErrors.Missing(At(name));
        return parts.Count >= fewest && parts.Count <= most
            ? parts
            : throw MetaErrors.Value($"{At(name)} has {parts.Count} entries, allowed are {fewest} to {most}");
    }
}
