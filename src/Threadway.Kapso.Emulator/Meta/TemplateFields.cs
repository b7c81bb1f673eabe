using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Reads a template that somebody creates (contract 13.2), and shows one.</summary>
internal static partial class TemplateFields
{
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
            Components = TemplateComponents.Read(body, category, format),
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
        var components = body.Has("components") ? TemplateComponents.Read(body, category, format) : template.Components;
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

    public static string Field(MetaBody part, string name) =>
        part.Text(name) is { Length: > 0 } text ? text : throw MetaErrors.Parameter($"{part.At(name)} is required");

    [GeneratedRegex(@"\A[a-z0-9_]{1,512}\z")]
    private static partial Regex Name();
}
