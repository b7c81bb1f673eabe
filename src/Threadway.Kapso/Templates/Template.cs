using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A message template of a WhatsApp Business account, in one language (Meta: message templates).</summary>
[JsonConverter(typeof(TemplateConverter))]
public sealed record Template
{
    private readonly Kept raw;

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

    /// <summary><c>POSITIONAL</c> or <c>NAMED</c>.</summary>
    public string? ParameterFormat { get; init; }

    /// <summary>Why Meta refused it, in Meta's word.</summary>
    public string? RejectedReason { get; init; }

    /// <summary>Its parts, with Meta's examples for their values; a part that this version does not know is a <see cref="RawTemplateComponent"/>.</summary>
    public IReadOnlyList<TemplateComponent> Components { get; init; } = [];

    /// <summary>The template as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>
    /// The message that sends it, with values for its variables: <c>template.ToMessage(TemplateComponent.Body(…),
    /// TemplateComponent.UrlButton(0, "42"))</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A variable has no value, or a value no variable: the message says which.</exception>
    public TemplateMessage ToMessage(params IReadOnlyList<TemplateComponent> values) => TemplateFilling.Of(Name, Language, Components, values);

    /// <summary>
    /// The message that sends it, with values for the variables of its body in the order in which they stand there. The code of an
    /// authentication template fills its button too.
    /// </summary>
    /// <exception cref="ArgumentException">A variable has no value, or a value no variable: the message says which.</exception>
    public TemplateMessage ToMessage(IReadOnlyList<string> texts) =>
        TemplateFilling.Of(Name, Language, Components, TemplateFilling.OfTexts(Components, texts));

    /// <summary>Names the template without its texts.</summary>
    public override string ToString() => $"Template {{ Id = {Id}, Name = {Name}, Language = {Language}, Status = {Status} }}";
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

    /// <summary>
    /// The parts, with an example for each variable (Meta refuses a template without). A body may not begin or end with a variable.
    /// </summary>
    [JsonConverter(typeof(TemplateDeclarationConverter))]
    public required IReadOnlyList<TemplateComponent> Components { get; init; }

    /// <summary><c>POSITIONAL</c> or <c>NAMED</c>; as the variables in <see cref="Components"/> are, by default.</summary>
    public string? ParameterFormat
    {
        get => field ?? (Texts().Any(text => TemplatePlaceholders.Of(text).Any(TemplatePlaceholders.IsName)) ? "NAMED" : null);
        init;
    }

    /// <summary>Whether Meta may change the category to one that fits, in place of refusing.</summary>
    public bool? AllowCategoryChange { get; init; }

    /// <summary>For how many seconds Meta tries to deliver.</summary>
    public int? MessageSendTtlSeconds { get; init; }

    /// <summary>The message that sends it once it is approved. As <see cref="Template.ToMessage(IReadOnlyList{TemplateComponent})"/>.</summary>
    /// <exception cref="ArgumentException">A variable has no value, or a value no variable: the message says which.</exception>
    public TemplateMessage ToMessage(params IReadOnlyList<TemplateComponent> values) => TemplateFilling.Of(Name, Language, Components, values);

    /// <summary>The message that sends it once it is approved. As <see cref="Template.ToMessage(IReadOnlyList{string})"/>.</summary>
    /// <exception cref="ArgumentException">A variable has no value, or a value no variable: the message says which.</exception>
    public TemplateMessage ToMessage(IReadOnlyList<string> texts) =>
        TemplateFilling.Of(Name, Language, Components, TemplateFilling.OfTexts(Components, texts));

    private IEnumerable<string?> Texts() =>
        Components.SelectMany(part => part is TemplateCarousel carousel ? carousel.Cards.SelectMany(card => card.Components) : [part])
            .Select(part => part switch
            {
                TemplateHeader header => header.Text,
                TemplateBody body => body.Text,
                _ => null,
            });
}

/// <summary>What changes on a template; what is <see langword="null"/> stays as it is. Meta looks at it again.</summary>
public sealed record TemplateChange
{
    /// <summary>What it is for.</summary>
    public TemplateCategory? Category { get; init; }

    /// <summary>All of its parts, as <see cref="TemplateDraft.Components"/>.</summary>
    [JsonConverter(typeof(TemplateDeclarationConverter))]
    public IReadOnlyList<TemplateComponent>? Components { get; init; }
}

/// <summary>A template that Meta took in.</summary>
public sealed record SubmittedTemplate
{
    private readonly Kept raw;

    /// <summary>Meta's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands; mostly <see cref="TemplateStatus.Pending"/>.</summary>
    public TemplateStatus? Status { get; init; }

    /// <summary>What it is for, in Meta's judgement.</summary>
    public TemplateCategory? Category { get; init; }

    /// <summary>The answer as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }
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

internal sealed class TemplateConverter : RawConverter<Template>
{
    protected override Template? From(JsonElement template) =>
        template.Text("id") is { Length: > 0 } id && template.Text("name") is { Length: > 0 } name
            ? new()
            {
                Id = id,
                Name = name,
                Language = template.Text("language"),
                Status = template.Text("status") is { } status ? new(status) : null,
                Category = template.Text("category") is { } category ? new(category) : null,
                PreviousCategory = template.Text("previous_category") is { } previous ? new(previous) : null,
                ParameterFormat = template.Text("parameter_format"),
                RejectedReason = template.Text("rejected_reason") is { } reason and not ("" or "NONE") ? reason : null,
                Components = TemplateWire.Read(template),
                Raw = template,
            }
            : null;

    protected override JsonElement RawOf(Template value) => value.Raw;
}
