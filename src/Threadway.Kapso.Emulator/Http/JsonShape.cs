using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>JSON has a field that is not known, that is missing, or that is of another kind.</summary>
internal sealed class WrongField(string sentence) : Exception(sentence);

/// <summary>
/// Holds JSON against a type before it is read as one, field by field: what is wrong is said of the field by its path, with
/// what it takes, in words that whoever wrote the JSON knows.
/// </summary>
internal static class JsonShape
{
    private const int LongestShown = 40;

    /// <param name="name">What the whole is called in a sentence; empty, when its fields stand alone.</param>
    /// <exception cref="WrongField">The first fault that is found.</exception>
    public static T Read<T>(JsonNode? json, JsonTypeInfo<T> type, string name = "")
        where T : class
    {
        Check(json, type, name);
        try
        {
            return json.Deserialize(type)!;
        }
        catch (JsonException left)
        {
            // What the check above lets through and the reader does not: where it is, without what the reader says of it.
            throw new WrongField($"{(left.Path is null or "$" ? "The JSON" : left.Path.TrimStart('$', '.'))} has a value that cannot be taken");
        }
    }

    /// <summary>Where text ceases to be JSON, counted as an editor counts.</summary>
    public static string NotJson(JsonException broken) => broken.LineNumber is { } line && broken.BytePositionInLine is { } position
        ? $"not JSON from line {line + 1}, character {position + 1} on"
        : "not JSON that names each field once, in Unicode";

    /// <summary>The fields of a body with what each takes, those that must be there marked.</summary>
    public static IReadOnlyDictionary<string, string> Fields(JsonTypeInfo type) => type.Properties.ToDictionary(
        field => field.Name, field => $"{Wanted(field.Name, type.Options.GetTypeInfo(Plain(field.PropertyType)))}{(field.IsRequired ? " (required)" : "")}");

    private static void Check(JsonNode? json, JsonTypeInfo type, string path)
    {
        if (json is null)
            throw new WrongField($"{Named(path)} must be {Wanted(path, type)}, not null");
        if (!Fits(json, type))
            throw new WrongField($"{Named(path)} must be {Wanted(path, type)}, not {Shown(json)}");

        if (type.Kind == JsonTypeInfoKind.Object)
        {
            CheckFields((JsonObject)json, type, path);
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element)
        {
            var items = (JsonArray)json;
            for (var index = 0; index < items.Count; index++)
                Check(items[index], type.Options.GetTypeInfo(element), $"{path}[{index}]");
        }
    }

    private static void CheckFields(JsonObject json, JsonTypeInfo type, string path)
    {
        string[] known = [.. type.Properties.Select(field => field.Name)];
        if (type.Options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow
            && json.Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
            throw new WrongField($"{At(path, unknown)} is not a field here{Nearest.Hint(unknown, known)} ({string.Join(", ", known)})");

        foreach (var field in type.Properties)
        {
            var here = At(path, field.Name);
            if (!json.TryGetPropertyValue(field.Name, out var value))
            {
                if (field.IsRequired)
                    throw new WrongField($"{here} is required: {Wanted(field.Name, type.Options.GetTypeInfo(Plain(field.PropertyType)))}");
            }
            else if (value is not null || !TakesNull(field))
            {
                Check(value, type.Options.GetTypeInfo(Plain(field.PropertyType)), here);
            }
        }
    }

    private static bool TakesNull(JsonPropertyInfo field) => field.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(field.PropertyType) is not null
        : field.IsSetNullable || !field.Options.RespectNullableAnnotations;

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool Fits(JsonNode json, JsonTypeInfo type) => type.Type switch
    {
        var text when text == typeof(string) => json.GetValueKind() == JsonValueKind.String,
        var flag when flag == typeof(bool) => json.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        var whole when whole == typeof(int) => json is JsonValue value && value.TryGetValue<int>(out _),
        var number when number == typeof(double) => json is JsonValue value && value.TryGetValue<double>(out var given) && double.IsFinite(given),
        var time when time == typeof(DateTimeOffset) => json is JsonValue value && value.TryGetValue<DateTimeOffset>(out _),
        var bytes when bytes == typeof(byte[]) => json.GetValueKind() == JsonValueKind.String && Base64.IsValid(json.GetValue<string>()),
        var choice when choice.IsEnum => json.GetValueKind() == JsonValueKind.String && Words(type).Contains(json.GetValue<string>()),
        var array when array == typeof(JsonArray) => json is JsonArray,
        var fields when fields == typeof(JsonObject) => json is JsonObject,
        _ => type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => json is JsonArray,
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => json is JsonObject,
            _ => true,
        },
    };

    private static string Wanted(string path, JsonTypeInfo type) => type.Type switch
    {
        var text when text == typeof(string) => "text",
        var flag when flag == typeof(bool) => "true or false",
        var whole when whole == typeof(int) => $"a whole number{Unit(path)}",
        var number when number == typeof(double) => "a number",
        var time when time == typeof(DateTimeOffset) => "a time such as 2026-01-31T12:00:00Z",
        var bytes when bytes == typeof(byte[]) => "base64",
        var choice when choice.IsEnum => $"one of {string.Join(", ", Words(type))}",
        var any when any == typeof(JsonNode) || any == typeof(JsonElement) => "any JSON",
        var array when array == typeof(JsonArray) || type.Kind == JsonTypeInfoKind.Enumerable => "an array",
        _ => type.Kind == JsonTypeInfoKind.Object && path.Length > 0 && type.Properties.Count > 0
            ? $"an object with {string.Join(", ", type.Properties.Select(field => field.Name))}"
            : "an object",
    };

    private static string Unit(string path) =>
        path.EndsWith("Ms", StringComparison.Ordinal) ? " of milliseconds" : path.EndsWith("Seconds", StringComparison.Ordinal) ? " of seconds" : "";

    /// <summary>The words of an enumeration as they are in JSON.</summary>
    private static List<string> Words(JsonTypeInfo type)
    {
        var words = new List<string>();
        foreach (var value in Enum.GetValuesAsUnderlyingType(type.Type))
            words.Add(JsonSerializer.SerializeToNode(Enum.ToObject(type.Type, value), type)!.GetValue<string>());
        return words;
    }

    private static string At(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static string Named(string path) => path.Length == 0 ? "The body" : path;

    private static string Shown(JsonNode json)
    {
        if (json is JsonObject)
            return "an object";
        if (json is JsonArray)
            return "an array";
        var text = Answer.Text(json);
        return text.Length <= LongestShown ? text : text[..LongestShown] + "...";
    }
}
