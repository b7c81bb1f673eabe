using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>The template that a message was sent with.</summary>
public sealed record MessageTemplate
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>The language's code.</summary>
    public string? Language { get; init; }

    /// <summary>Name, language and what filled it, as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the template without what filled it.</summary>
    public override string ToString() => $"MessageTemplate {{ Name = {Name}, Language = {Language} }}";

    internal static MessageTemplate? Read(JsonElement message) =>
        message.Child("template") is { } template && template.Text("name") is { Length: > 0 } name
            ? new() { Name = name, Language = template.Child("language")?.Text("code") ?? template.Text("language"), Raw = template }
            : null;
}

/// <summary>The question that a message put: an <see cref="InteractiveMessage"/> that was sent, and not its answer.</summary>
public sealed record MessageQuestion
{
    /// <summary>Meta's word for the kind, for example <c>button</c> or <c>list</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    public string? Body { get; init; }

    /// <summary>All of it as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the kind alone.</summary>
    public override string ToString() => $"MessageQuestion {{ Type = {Type} }}";

    internal static MessageQuestion? Read(JsonElement message) =>
        message.Child("interactive") is { } interactive
        && interactive.Text("type") is { Length: > 0 } type
        && (interactive.Child("action") ?? interactive.Child("body")) is not null
            ? new() { Type = type, Body = interactive.Child("body")?.Text("text"), Raw = interactive }
            : null;
}
