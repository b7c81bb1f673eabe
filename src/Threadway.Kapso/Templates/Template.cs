using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Threadway.Kapso;

/// <summary>A message template of a WhatsApp Business account, in one language (Meta: message templates).</summary>
public sealed record Template
{
    /// <summary>Meta's id of this template in this language.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which its languages share.</summary>
    public required string Name { get; init; }

    /// <summary>The language's code, for example <c>en_US</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Where it stands.</summary>
    public TemplateStatus? Status { get; init; }

    /// <summary>What it is for.</summary>
    public TemplateCategory? Category { get; init; }

    /// <summary>What it was for, when Meta changed that.</summary>
    public TemplateCategory? PreviousCategory { get; init; }

    /// <summary>Its parts, as Meta writes them.</summary>
    [AllowNull]
    public IReadOnlyList<JsonElement> Components
    {
        get => field ?? [];
        init;
    }
}

/// <summary>A template to be submitted.</summary>
public sealed record TemplateDraft
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The language's code, for example <c>en_US</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What it is for; Meta may disagree.</summary>
    public required TemplateCategory Category { get; init; }

    /// <summary>The parts, as Meta writes them: <c>JsonElement.Parse("""{"type":"BODY","text":"Hi {{1}}"}""")</c>.</summary>
    public required IReadOnlyList<JsonElement> Components { get; init; }

    /// <summary><c>POSITIONAL</c>, by default, or <c>NAMED</c>.</summary>
    public string? ParameterFormat { get; init; }
}

/// <summary>What changes on a template; what is <see langword="null"/> stays as it is. Meta looks at it again.</summary>
public sealed record TemplateChange
{
    /// <summary>What it is for.</summary>
    public TemplateCategory? Category { get; init; }

    /// <summary>All of its parts, as Meta writes them.</summary>
    public IReadOnlyList<JsonElement>? Components { get; init; }
}

/// <summary>A template that Meta took in.</summary>
public sealed record SubmittedTemplate
{
    /// <summary>Meta's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands; mostly <see cref="TemplateStatus.Pending"/>.</summary>
    public TemplateStatus? Status { get; init; }

    /// <summary>What it is for, in Meta's judgement.</summary>
    public TemplateCategory? Category { get; init; }
}

/// <summary>Which templates to list; what is <see langword="null"/> does not filter.</summary>
public sealed record TemplateFilter
{
    /// <summary>Templates of this name.</summary>
    public string? Name { get; init; }

    /// <summary>Templates that stand here.</summary>
    public TemplateStatus? Status { get; init; }

    /// <summary>Templates for this.</summary>
    public TemplateCategory? Category { get; init; }

    /// <summary>Templates in this language.</summary>
    public string? Language { get; init; }

    /// <summary>Templates a page.</summary>
    public int? PageSize { get; init; }
}
