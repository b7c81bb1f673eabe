using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// A template and what fills it (Meta: template messages): the only type that goes out without a customer's message in the last 24
/// hours.
/// </summary>
public sealed record TemplateMessage : OutgoingMessage
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>The template's language code, for example <c>en_US</c> or <c>es</c>.</summary>
    [JsonConverter(typeof(LanguageConverter))]
    public required string Language { get; init; }

    /// <summary>What fills the template's parts.</summary>
    public IReadOnlyList<TemplateComponent> Components { get; init; } = [];

    internal override string Kind => "template";

    /// <summary>A one-time code for an authentication template: the code fills the body and the button that copies it.</summary>
    public static TemplateMessage AuthenticationCode(string name, string language, string code) => new()
    {
        Name = name,
        Language = language,
        Components = [TemplateComponent.Body(TemplateParameter.OfText(code)), TemplateComponent.UrlButton(0, code)],
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

    /// <summary>What fills the header.</summary>
    public static TemplateComponent Header(params IReadOnlyList<TemplateParameter> parameters) => new()
    {
        Type = "header",
        Parameters = parameters,
    };

    /// <summary>What fills the body.</summary>
    public static TemplateComponent Body(params IReadOnlyList<TemplateParameter> parameters) => new()
    {
        Type = "body",
        Parameters = parameters,
    };

    /// <summary>The end of a button's address, or the code that it copies.</summary>
    public static TemplateComponent UrlButton(int index, string text) => Button("url", index, TemplateParameter.OfText(text));

    /// <summary>What comes back when a button is pressed.</summary>
    public static TemplateComponent QuickReplyButton(int index, string payload) =>
        Button("quick_reply", index, new() { Type = "payload", Payload = payload });

    /// <summary>A button that opens a flow.</summary>
    /// <param name="index">Which button, from 0.</param>
    /// <param name="flowToken">The caller's own mark, which comes back with the answers.</param>
    /// <param name="data">The first screen's data.</param>
    public static TemplateComponent FlowButton(int index, string? flowToken = null, JsonElement? data = null) => Button(
        "flow",
        index,
        new()
        {
            Type = "action",
            Action = JsonSerializer.SerializeToElement(new FlowButtonAction(flowToken, data), KapsoJson.Default.FlowButtonAction),
        });

    private static TemplateComponent Button(string subType, int index, TemplateParameter parameter) => new()
    {
        Type = "button",
        SubType = subType,
        Index = index.ToString(CultureInfo.InvariantCulture),
        Parameters = [parameter],
    };
}

/// <summary>One value in a template.</summary>
public sealed record TemplateParameter
{
    /// <summary>The type of value: <c>text</c>, <c>image</c>, <c>video</c>, <c>document</c>, <c>payload</c> or <c>action</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The parameter's name, for templates with named parameters.</summary>
    public string? ParameterName { get; init; }

    /// <summary>The picture.</summary>
    public MediaReference? Image { get; init; }

    /// <summary>The film.</summary>
    public MediaReference? Video { get; init; }

    /// <summary>The document.</summary>
    public MediaReference? Document { get; init; }

    /// <summary>What comes back when a button is pressed.</summary>
    public string? Payload { get; init; }

    /// <summary>A flow's values, as Meta writes them.</summary>
    public JsonElement? Action { get; init; }

    /// <summary>A text value.</summary>
    public static TemplateParameter OfText(string text) => new() { Type = "text", Text = text };

    /// <summary>A text value of a template with named parameters.</summary>
    public static TemplateParameter OfText(string name, string text) => new() { Type = "text", Text = text, ParameterName = name };

    /// <summary>A picture.</summary>
    public static TemplateParameter OfImage(MediaReference image) => new() { Type = "image", Image = image };

    /// <summary>A film.</summary>
    public static TemplateParameter OfVideo(MediaReference video) => new() { Type = "video", Video = video };

    /// <summary>A document.</summary>
    public static TemplateParameter OfDocument(MediaReference document) => new() { Type = "document", Document = document };

    /// <summary>Names the type alone: the text may be a one-time code.</summary>
    public override string ToString() => $"TemplateParameter {{ Type = {Type} }}";
}

internal sealed record FlowButtonAction(string? FlowToken, JsonElement? FlowActionData);
