namespace Threadway.Kapso;

internal sealed record OutgoingMessage(string MessagingProduct, string RecipientType, string To, string Type, OutgoingTemplate Template)
{
    public static OutgoingMessage From(string to, TemplateMessage template) => new(
        "whatsapp", "individual", to, "template", new(template.Name, new(template.Language), template.Components));
}

internal sealed record OutgoingTemplate(string Name, OutgoingLanguage Language, IReadOnlyList<TemplateComponent> Components);

internal sealed record OutgoingLanguage(string Code);

/// <summary>Some servers answer with <c>messages</c> alone (contract 12.2).</summary>
internal sealed record SendAnswer(IReadOnlyList<AnsweredContact>? Contacts = null, IReadOnlyList<AnsweredMessage>? Messages = null);

internal sealed record AnsweredContact(string? WaId = null);

internal sealed record AnsweredMessage(string? Id = null, string? MessageStatus = null);
