using System.Globalization;
using System.Text.Json;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>The first thing that was found wrong; what comes after it is often only its consequence.</summary>
/// <param name="status">400 for what can never be right, 422 for what the world forbids now.</param>
internal sealed class Findings(int status)
{
    public MessageRefusal? First { get; private set; }

    public void Add(string code, string path, string detail) => First ??= new MessageRefusal(status, code, path, detail);
}

/// <summary>
/// One place of a caller's JSON, by its path. What is asked of it and does not hold is found once, under the code that
/// <see cref="As"/> set; the checks then go on with nothing in its place, so that no JSON makes them throw.
/// </summary>
internal readonly struct Field
{
    private readonly Findings findings;
    private readonly JsonElement json;
    private readonly string code;

    private Field(Findings findings, JsonElement json, string path, string code) => (this.findings, this.json, Path, this.code) = (findings, json, path, code);

    /// <param name="path">Of what is read, in the call's body; empty for the body itself.</param>
    public static Field Of(JsonElement json, Findings findings, string code, string path = "") => new(findings, json, path, code);

    public string Path { get; }

    /// <summary>Null says the same as leaving it out.</summary>
    public bool IsThere => json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public JsonElement Json => json;

    /// <summary>What was found first, here or elsewhere.</summary>
    public MessageRefusal? Found => findings.First;

    public Field this[string name] => new(
        findings, json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default, Path.Length == 0 ? name : $"{Path}.{name}", code);

    /// <summary>The same, and what is wrong from here on has this code.</summary>
    public Field As(string newCode) => new(findings, json, Path, newCode);

    public void Refuse(string detail) => findings.Add(code, Path, detail);

    /// <summary>
    /// The text; null where there is none. Lengths are UTF-16 units, as a browser's <c>maxlength</c> counts them: Meta does not say
    /// what it counts, and of all ways to count characters this gives the most, so that what passes here passes there too.
    /// </summary>
    public string? Text(int most = int.MaxValue, string? tooLong = null)
    {
        if (!IsThere) return null;
        if (json.ValueKind != JsonValueKind.String)
        {
            Refuse($"{Path} must be a text.");
            return null;
        }
        var text = json.GetString()!;
        if (text.Length > most)
            findings.Add(tooLong ?? code, Path, $"{Path} has {text.Length} characters, and WhatsApp takes {most} at most: shorten it.");
        return text;
    }

    /// <summary>A text that must be there and say something; empty where it does not.</summary>
    public string Required(int most = int.MaxValue, string? tooLong = null)
    {
        var text = Text(most, tooLong);
        if (!string.IsNullOrWhiteSpace(text)) return text;
        Refuse($"{Path} is required, and must not be empty.");
        return "";
    }

    /// <summary>One of these words.</summary>
    public string? Word(params ReadOnlySpan<string> words)
    {
        var text = Text();
        if (text is null || words.Contains(text)) return text;
        Refuse($"{Path} may be {string.Join(", ", words)}.");
        return null;
    }

    public bool Flag()
    {
        if (IsThere && json.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Refuse($"{Path} must be true or false.");
        return json.ValueKind == JsonValueKind.True;
    }

    /// <summary>A number that must be there and be no further from nought than that.</summary>
    public void Number(double limit)
    {
        // In a text too: Meta takes both, and many programs have coordinates as texts.
        var number = json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetDouble(out var value) => value,
            JsonValueKind.String when double.TryParse(json.GetString(), CultureInfo.InvariantCulture, out var value) => value,
            _ => double.NaN,
        };
        if (!(Math.Abs(number) <= limit)) Refuse($"{Path} is required: a number from {-limit} to {limit}.");
    }

    /// <summary>An object that must be there.</summary>
    public Field Object()
    {
        if (json.ValueKind != JsonValueKind.Object) Refuse($"{Path} is required, and must be an object.");
        return this;
    }

    /// <summary>An object, if it is there at all.</summary>
    public bool IsObject()
    {
        if (IsThere) Object();
        return json.ValueKind == JsonValueKind.Object;
    }

    /// <summary>The objects of a list; where there must be one, it must be there.</summary>
    public IReadOnlyList<Field> Items(int least, int most)
    {
        if (!IsThere && least == 0) return [];
        if (json.ValueKind != JsonValueKind.Array)
        {
            Refuse($"{Path} {(least > 0 ? "is required, and must be" : "must be")} a list.");
            return [];
        }
        var count = json.GetArrayLength();
        if (count < least || count > most)
        {
            Refuse($"{Path} has {count} entries; WhatsApp takes {(least == 0 ? "" : $"at least {least} and ")}at most {most}.");
            return [];
        }
        List<Field> items = [];
        foreach (var item in json.EnumerateArray()) items.Add(new Field(findings, item, $"{Path}[{items.Count}]", code).Object());
        return items;
    }
}

internal static class FieldLists
{
    /// <summary>Texts that must differ from each other, each refused at its own place.</summary>
    public static void MustDiffer(this IEnumerable<Field> fields)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Text() is { Length: > 0 } text && !seen.Add(text)) field.Refuse($"{field.Path} is there twice: each must be another.");
        }
    }
}
