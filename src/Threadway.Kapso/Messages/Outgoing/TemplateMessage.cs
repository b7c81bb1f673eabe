using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>
/// A template and what fills it (Meta: template messages): the only type that goes out without a customer's message in the last 24
/// hours. <see cref="Template.ToMessage(IReadOnlyList{TemplateComponent})"/> makes one and checks that nothing is missing.
/// </summary>
public sealed record TemplateMessage : OutgoingMessage
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>The template's language code, for example <c>en_US</c> or <c>es</c>.</summary>
    [JsonConverter(typeof(LanguageConverter))]
    public required string Language { get; init; }

    /// <summary>What fills the template's parts: the same parts that it is created with. What nothing fills is not sent.</summary>
    [JsonConverter(typeof(TemplateValuesConverter))]
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
