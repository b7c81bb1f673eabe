using System.Text.Json.Nodes;
using Threadway.Kapso;
using Threadway.Web.Messaging.Outbox.Drafts;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>Where a value of a template goes.</summary>
internal enum TemplatePlace
{
    Header,
    Body,
    /// <summary>The end of a button's link.</summary>
    Link,
    /// <summary>What a button copies.</summary>
    Coupon,
    /// <summary>A one-time code, in the text and in its button.</summary>
    Code,
}

/// <summary>One value that a template wants.</summary>
/// <param name="Name">Of the placeholder: <c>1</c>, or a name.</param>
/// <param name="Button">The button's index, where it is one's.</param>
/// <param name="Words">What the button says.</param>
/// <param name="Example">As it was given to Meta.</param>
internal sealed record TemplateField(TemplatePlace Place, string Name, int? Button = null, string? Words = null, string? Example = null)
{
    public string Id => $"value-{Place}-{Button}-{Name}".ToLowerInvariant();
}

/// <summary>An approved template that can be sent with texts alone.</summary>
internal sealed record TestTemplate(string Name, string Language, string? Header, string? Body, string? Footer, IReadOnlyList<TemplateField> Fields)
{
    public string Id => $"{Name}|{Language}";

    /// <summary>Null where it wants more than texts (a file, a place, products), or has parts that are not known here.</summary>
    public static TestTemplate? Of(Template template)
    {
        if (template.Status != TemplateStatus.Approved || template.Language is not { Length: > 0 } language) return null;
        var parts = template.Components;
        if (!parts.All(IsOfTexts)) return null;

        var (header, body) = (parts.OfType<TemplateHeader>().FirstOrDefault(), parts.OfType<TemplateBody>().FirstOrDefault());
        var buttons = parts.OfType<TemplateButton>().Select((button, place) => (Button: button, Index: button.Index ?? place)).ToList();
        var code = buttons.Where(one => TemplateButtonCheck.IsOneTimeCode(one.Button)).Select(one => (int?)one.Index).FirstOrDefault();
        IEnumerable<TemplateField> fields = code is not null
            ? [new(TemplatePlace.Code, "1", code)]
            : [
                .. TextsOf(TemplatePlace.Header, header?.Text, header?.Parameters ?? []),
                .. TextsOf(TemplatePlace.Body, body?.Text, body?.Parameters ?? []),
                .. buttons.SelectMany(one => FieldsOf(one.Button, one.Index)),
            ];
        return new(template.Name, language, header?.Text, body?.Text, parts.OfType<TemplateFooter>().FirstOrDefault()?.Text, [.. fields])
        {
            Flows = [.. buttons.Where(one => one.Button is TemplateFlowButton).Select(one => one.Index)],
            IsNamed = template.ParameterFormat == "NAMED",
        };
    }

    /// <summary>Buttons that want a component without parameters.</summary>
    public IReadOnlyList<int> Flows { get; private init; } = [];

    private bool IsNamed { get; init; }

    /// <summary>The body as it will read, with what is filled in by now.</summary>
    public string? Preview(string? text, TemplatePlace place, Func<TemplateField, string?> value) => Fields.Where(field => field.Place == place)
        .Aggregate(text, (all, field) => value(field) is { Length: > 0 } filled ? all?.Replace($"{{{{{field.Name}}}}}", filled, StringComparison.Ordinal) : all);

    /// <summary>What stands under <c>template</c> in the message.</summary>
    public JsonObject Filled(Func<TemplateField, string> value)
    {
        JsonArray components = [];
        foreach (var place in (TemplatePlace[])[TemplatePlace.Header, TemplatePlace.Body, TemplatePlace.Code])
        {
            var parameters = Fields.Where(field => field.Place == place).Select(field => Text(field, value(field))).ToArray<JsonNode>();
            if (parameters.Length > 0) components.Add(new JsonObject { ["type"] = place == TemplatePlace.Header ? "header" : "body", ["parameters"] = new JsonArray(parameters) });
        }
        foreach (var field in Fields.Where(field => field.Button is not null)) components.Add(Button(field, value(field)));
        foreach (var flow in Flows) components.Add(new JsonObject { ["type"] = "button", ["sub_type"] = "flow", ["index"] = flow });

        var filled = new JsonObject { ["name"] = Name, ["language"] = new JsonObject { ["code"] = Language } };
        if (components.Count > 0) filled["components"] = components;
        return filled;
    }

    private static bool IsOfTexts(TemplateComponent part) => part switch
    {
        TemplateHeader header => header.Format is null || header.Format == TemplateHeaderFormat.Text,
        TemplateLimitedTimeOffer offer => offer.HasExpiration != true,
        TemplateBody or TemplateFooter or TemplateQuickReplyButton or TemplateUrlButton or TemplatePhoneButton or TemplateCopyCodeButton
            or TemplateOneTimeCodeButton or TemplateFlowButton or TemplateCatalogButton or TemplateVoiceCallButton => true,
        _ => false,
    };

    private static IEnumerable<TemplateField> TextsOf(TemplatePlace place, string? text, IReadOnlyList<TemplateParameter> examples) =>
        TemplateCheck.Placeholders(text).Select((name, index) => new TemplateField(
            place, name, Example: (examples.FirstOrDefault(example => example.ParameterName == name) ?? examples.ElementAtOrDefault(index))?.Text));

    private static IEnumerable<TemplateField> FieldsOf(TemplateButton button, int index) => button switch
    {
        TemplateUrlButton url => TemplateCheck.Placeholders(url.Url).Select(name => new TemplateField(TemplatePlace.Link, name, index, button.Text)),
        TemplateCopyCodeButton => [new(TemplatePlace.Coupon, "1", index, button.Text)],
        _ => [],
    };

    private JsonObject Text(TemplateField field, string value)
    {
        var text = new JsonObject { ["type"] = "text", ["text"] = value };
        if (IsNamed || !field.Name.All(char.IsAsciiDigit)) text["parameter_name"] = field.Name;
        return text;
    }

    private static JsonObject Button(TemplateField field, string value) => new()
    {
        ["type"] = "button",
        ["sub_type"] = field.Place == TemplatePlace.Coupon ? "copy_code" : "url",
        ["index"] = field.Button,
        ["parameters"] = new JsonArray(field.Place == TemplatePlace.Coupon
            ? new JsonObject { ["type"] = "coupon_code", ["coupon_code"] = value }
            : new JsonObject { ["type"] = "text", ["text"] = value }),
    };

    /// <summary>Names it and tells nothing that is written with it.</summary>
    public override string ToString() => Id;
}
