using Threadway.Kapso;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>What a send gives to one part of a template.</summary>
/// <param name="Component">Null where it gives nothing.</param>
/// <param name="All">The list that the component would stand in.</param>
/// <param name="Name">For people.</param>
/// <param name="Format"><c>NAMED</c> or <c>POSITIONAL</c>, where the template says so.</param>
internal readonly record struct GivenPart(Field? Component, Field All, string Name, string? Format)
{
    public IReadOnlyList<Field> Parameters => Component?["parameters"].Items(0, int.MaxValue) ?? [];

    /// <summary>Where a wrong count is shown.</summary>
    public Field Place => Component is { } component ? component["parameters"] : All;

    public void Miscounted(string wanted) =>
        Place.Refuse($"The template's {Name} wants {wanted}, and has {(Parameters.Count == 0 ? "none" : Parameters.Count)}.");

    /// <summary>The one parameter, of that type; null where it is not so, which is refused.</summary>
    public Field? Only(string type)
    {
        if (Parameters is not [var one])
        {
            Miscounted($"one parameter of type {type}");
            return null;
        }
        if (one["type"].Text() == type) return one;
        one["type"].Refuse($"The template's {Name} wants a parameter of type {type}.");
        return null;
    }
}

/// <summary>The parameters of a template's header and body.</summary>
internal static class TemplateParts
{
    public static void CheckHeader(TemplateHeader? declared, GivenPart given)
    {
        switch (declared?.Format?.Value)
        {
            case null or "TEXT":
                CheckTexts(declared?.Text, given, "text");
                break;
            case "IMAGE" or "VIDEO" or "DOCUMENT":
                var media = declared.Format!.Value.Value.ToLowerInvariant();
                if (given.Only(media) is { } file) ContentReader.CheckFile(file[media].Object());
                break;
            case "LOCATION":
                if (given.Only("location") is { } place)
                {
                    place["location"].Object()["latitude"].Number(90);
                    place["location"]["longitude"].Number(180);
                }
                break;
            case "PRODUCT":
                if (given.Only("product") is { } product) product["product"].Object()["product_retailer_id"].Required();
                break;
        }
    }

    /// <param name="isCode">Meta writes the text of an authentication template, with the code in it.</param>
    public static void CheckBody(TemplateBody? declared, bool isCode, GivenPart given)
    {
        if (isCode && declared is not { Text: not null })
            given.Only("text")?["text"].Required();
        else
            CheckTexts(declared?.Text, given, "text", "currency", "date_time");
    }

    public static void CheckTexts(string? text, GivenPart given, params ReadOnlySpan<string> types)
    {
        var wanted = TemplateCheck.Placeholders(text);
        var parameters = given.Parameters;
        if (wanted.Count != parameters.Count)
        {
            given.Miscounted(wanted.Count == 0 ? "no parameters" : $"{wanted.Count} ({string.Join(", ", wanted)})");
            return;
        }

        var isNamed = given.Format == "NAMED" || wanted.Any(name => !name.All(char.IsAsciiDigit));
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var type = parameter["type"].Word(types);
            if (type == "text") parameter["text"].Required();
            else if (type is not null) parameter[type].Object()["fallback_value"].Required();

            var name = parameter["parameter_name"];
            if (isNamed && !(name.Text() is { } word && wanted.Contains(word) && seen.Add(word)))
                name.Refuse($"{name.Path} must be one of {string.Join(", ", wanted)}, each once: the template's parameters have names.");
        }
    }
}
