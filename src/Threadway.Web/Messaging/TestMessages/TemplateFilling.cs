using System.Text.Json.Nodes;
using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>Which template is chosen, and what is filled in by now.</summary>
public sealed class TemplateFilling
{
    private readonly Dictionary<string, string> values = [];

    internal TemplateFilling(IReadOnlyList<TestTemplate> templates)
    {
        Templates = templates;
        Choose(templates is [var first, ..] ? first.Id : null);
    }

    internal IReadOnlyList<TestTemplate> Templates { get; }

    internal TestTemplate? Template { get; private set; }

    /// <summary>The first field that has no value; null where all have one.</summary>
    internal string? Missing => Template?.Fields.FirstOrDefault(one => Value(one).Length == 0)?.Id;

    internal void Choose(string? id)
    {
        Template = Templates.FirstOrDefault(template => template.Id == id);
        values.Clear();
        foreach (var field in Template?.Fields ?? []) Fill(field, field.Example);
    }

    internal string Value(TemplateField field) => values.GetValueOrDefault(field.Id, "");

    internal void Fill(TemplateField field, string? value) => values[field.Id] = TypedText.Label(value);

    internal JsonObject Content() => Template!.Filled(Value);
}
