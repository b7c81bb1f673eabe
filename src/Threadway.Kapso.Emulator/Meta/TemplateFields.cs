using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Reads a template that somebody creates (contract 13.2), and shows one.</summary>
internal static partial class TemplateFields
{
    private const int LongestBody = 1024;
    private const int LongestEdge = 60;
    private const int MostButtons = 10;

    public static Template Create(MetaBody body, string businessAccountId, DateTimeOffset now)
    {
        var (name, language, category) = (Field(body, "name"), Field(body, "language"), Category(body));
        if (!Name().IsMatch(name))
            throw MetaErrors.Parameter("name has 1 to 512 lower-case letters, digits and underscores");
        var format = Format(body) ?? TemplateText.Positional;
        return new Template
        {
            Id = Ids.Meta(),
            BusinessAccountId = businessAccountId,
            Name = name,
            Language = language,
            Category = category,
            ParameterFormat = format,
            Components = Components(body, category, format),
            CreatedAt = now,
        };
    }

    /// <summary>Changes category or components; name and language are for ever.</summary>
    public static void Update(MetaBody body, Template template, DateTimeOffset now)
    {
        if (Array.Find(["name", "language"], body.Has) is { } fixedName && body.Text(fixedName) != (fixedName == "name" ? template.Name : template.Language))
            throw MetaErrors.Parameter($"{fixedName} of a template cannot change");
        if (!body.Has("category") && !body.Has("components"))
            throw MetaErrors.Parameter("category or components is required");

        var category = body.Has("category") ? Category(body) : template.Category;
        var format = Format(body) ?? template.ParameterFormat;
        var components = body.Has("components") ? Components(body, category, format) : template.Components;
        if (category != template.Category)
            (template.PreviousCategory, template.Category) = (template.Category, category);
        (template.ParameterFormat, template.Components) = (format, components);
        (template.Status, template.ChangedAt) = (TemplateStatus.Pending, now);
    }

    public static JsonObject Json(Template template)
    {
        var json = Plain(template);
        if (template.PreviousCategory is { } previous)
            json["previous_category"] = previous;
        return json;
    }

    private static JsonObject Plain(Template template) => new()
    {
        ["id"] = template.Id,
        ["name"] = template.Name,
        ["language"] = template.Language,
        ["status"] = template.Status,
        ["category"] = template.Category,
        ["parameter_format"] = template.ParameterFormat,
        ["components"] = template.Components.DeepClone(),
    };

    private static string Category(MetaBody body) => Field(body, "category") is var category && TemplateCategory.All.Contains(category)
        ? category
        : throw MetaErrors.Parameter($"category must be one of {string.Join(", ", TemplateCategory.All)}");

    private static string? Format(MetaBody body) => body.Text("parameter_format") is null or TemplateText.Positional or TemplateText.Named
        ? body.Text("parameter_format")
        : throw MetaErrors.Parameter("parameter_format must be POSITIONAL or NAMED");

    private static JsonArray Components(MetaBody body, string category, string format)
    {
        var parts = body.Parts("components");
        JsonNode[] components = [.. category == "AUTHENTICATION" ? CodeComponents(parts) : parts.Select(part => Component(part, format))];
        return Array.Exists(components, one => one["type"]!.ToString() == "BODY")
            ? [.. components]
            : throw MetaErrors.Parameter("components must have a BODY");
    }

    /// <summary>Meta words the text of an authentication template itself.</summary>
    private static IEnumerable<JsonNode> CodeComponents(IReadOnlyList<MetaBody> parts)
    {
        var advice = parts.FirstOrDefault(part => Type(part) == "BODY")?.Flag("add_security_recommendation") == true
            ? " For your security, do not share this code."
            : "";
        yield return SeededTemplates.Body("*{{1}}* is your verification code." + advice);
        if (parts.FirstOrDefault(part => Type(part) == "FOOTER")?.Json["code_expiration_minutes"] is { } minutes)
            yield return new JsonObject { ["type"] = "FOOTER", ["text"] = $"This code expires in {minutes} minutes." };

        var button = parts.FirstOrDefault(part => Type(part) == "BUTTONS")?.Parts("buttons") is [var only] && only.Text("type") == "OTP"
            ? only
            : throw MetaErrors.Parameter("An AUTHENTICATION template has one button of type OTP");
        yield return SeededTemplates.CopyCode(button.Text("text") ?? "Copy code");
    }

    private static JsonObject Component(MetaBody part, string format)
    {
        switch (Type(part))
        {
            case "BODY":
                CheckText(part, LongestBody, format);
                break;
            case "HEADER" when part.Text("format") is "TEXT":
                CheckText(part, LongestEdge, format);
                break;
            case "HEADER" when part.Text("format") is "IMAGE" or "VIDEO" or "DOCUMENT" or "LOCATION":
                break;
            case "HEADER":
                throw MetaErrors.Parameter($"{part.At("format")} must be TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION");
            case "FOOTER":
                CheckText(part, LongestEdge, format);
                break;
            case "BUTTONS":
                CheckButtons(part);
                break;
            case var other:
                throw MetaErrors.Parameter($"{part.At("type")} {other} is not known");
        }

        var json = (JsonObject)part.Json.DeepClone();
        json["type"] = Type(part);
        return json;
    }

    private static void CheckText(MetaBody part, int longest, string format)
    {
        if (part.Text("text") is not { Length: > 0 } text || text.Length > longest)
            throw MetaErrors.Parameter($"{part.At("text")} has 1 to {longest} characters");

        var placeholders = TemplateText.Placeholders(text);
        var fits = format == TemplateText.Named
            ? placeholders.All(name => ParameterName().IsMatch(name))
            : placeholders.Select((name, index) => name == $"{index + 1}").All(fit => fit);
        var rule = format == TemplateText.Named ? "named, as {{first_name}}" : "numbered from {{1}} without a gap";
        if (!fits)
            throw MetaErrors.Parameter($"{part.At("text")}: placeholders are {rule}");
    }

    private static void CheckButtons(MetaBody part)
    {
        var buttons = part.Parts("buttons");
        if (buttons.Count is 0 or > MostButtons)
            throw MetaErrors.Parameter($"{part.At("buttons")} has 1 to {MostButtons} buttons");
        foreach (var button in buttons)
        {
            if (Field(button, "type") is not (FrameButton.QuickReply or FrameButton.Url or "PHONE_NUMBER" or "FLOW"))
                throw MetaErrors.Parameter($"{button.At("type")} must be QUICK_REPLY, URL, PHONE_NUMBER or FLOW");
            Field(button, "text");
            if (button.Text("type") == FrameButton.Url)
                Field(button, "url");
        }
    }

    private static string Type(MetaBody part) => Field(part, "type").ToUpperInvariant();

    private static string Field(MetaBody part, string name) =>
        part.Text(name) is { Length: > 0 } text ? text : throw MetaErrors.Parameter($"{part.At(name)} is required");

    [GeneratedRegex(@"\A[a-z0-9_]{1,512}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]*\z")]
    private static partial Regex ParameterName();
}
