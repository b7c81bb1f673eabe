namespace Threadway.Kapso;

/// <summary>A template and what fills it (Meta: template messages).</summary>
public sealed record TemplateMessage
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>The template's language code, for example <c>en_US</c> or <c>es</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What fills the template's parts.</summary>
    public IReadOnlyList<TemplateComponent> Components { get; init; } = [];

    /// <summary>A one-time code for an authentication template: the code fills the body and the button that copies it.</summary>
    public static TemplateMessage AuthenticationCode(string name, string language, string code) => new()
    {
        Name = name,
        Language = language,
        Components =
        [
            new() { Type = "body", Parameters = [TemplateParameter.OfText(code)] },
            new() { Type = "button", SubType = "url", Index = "0", Parameters = [TemplateParameter.OfText(code)] },
        ],
    };
}

/// <summary>A part of a template and its parameters.</summary>
public sealed record TemplateComponent
{
    /// <summary>The part: <c>header</c>, <c>body</c> or <c>button</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What kind of button: <c>url</c>, <c>quick_reply</c>, <c>flow</c>.</summary>
    public string? SubType { get; init; }

    /// <summary>Which button, from <c>0</c>, as text.</summary>
    public string? Index { get; init; }

    /// <summary>The parameters, in the template's order.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init; } = [];
}

/// <summary>One value in a template.</summary>
public sealed record TemplateParameter
{
    /// <summary>The type of value, for example <c>text</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The parameter's name, for templates with named parameters.</summary>
    public string? ParameterName { get; init; }

    /// <summary>A text value.</summary>
    public static TemplateParameter OfText(string text) => new() { Type = "text", Text = text };

    /// <summary>Names the type alone: the text may be a one-time code.</summary>
    public override string ToString() => $"TemplateParameter {{ Type = {Type} }}";
}

/// <summary>A message that Meta accepted for sending.</summary>
public sealed record SentMessage
{
    /// <summary>Meta's message id (<c>wamid...</c>), which later status events carry.</summary>
    public required string Id { get; init; }

    /// <summary>The receiver's WhatsApp id; it may differ from the number that was given.</summary>
    public string? WaId { get; init; }

    /// <summary>Meta's word on it, for example <c>accepted</c> or <c>held_for_quality_assessment</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Names the message without its receiver.</summary>
    public override string ToString() => $"SentMessage {{ Id = {Id}, Status = {Status} }}";
}
