using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// A template's parts in Meta's two forms. Creating and reading have all buttons in one part, sending has each button for itself with its
/// index, and no part that nothing fills (contract 13.2, 12.1).
/// </summary>
internal static class TemplateWire
{
    public static void WriteDeclaration(Utf8JsonWriter writer, IReadOnlyList<TemplateComponent> components)
    {
        var buttons = Indexed(components).OrderBy(button => button.Index).ToArray();
        var areWritten = false;

        writer.WriteStartArray();
        foreach (var component in components)
        {
            if (component is not TemplateButton)
            {
                component.WriteDeclaration(writer);
            }
            else if (!areWritten)
            {
                areWritten = true;
                writer.WriteStartObject();
                writer.WriteString("type"u8, "BUTTONS"u8);
                writer.WriteStartArray("buttons"u8);
                foreach (var button in buttons)
                    button.WriteDeclaration(writer);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    public static void WriteValues(Utf8JsonWriter writer, IReadOnlyList<TemplateComponent> components)
    {
        var buttons = new Queue<TemplateButton>(Indexed(components));

        writer.WriteStartArray();
        foreach (var component in components)
        {
            var filling = component is TemplateButton ? buttons.Dequeue() : component;
            if (filling.IsFilled)
                filling.WriteValues(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>The buttons, each with the index that it has been given, or that it has by its place.</summary>
    public static IEnumerable<TemplateButton> Indexed(IReadOnlyList<TemplateComponent> components) =>
        components.OfType<TemplateButton>().Select((button, place) => button.Index is null ? button with { Index = place } : button);

    public static IReadOnlyList<TemplateComponent> Read(JsonElement template) =>
        [.. template.Items("components").Where(part => part.ValueKind == JsonValueKind.Object).SelectMany(PartsOf)];

    private static IEnumerable<TemplateComponent> PartsOf(JsonElement part) => part.Text("type")?.ToUpperInvariant() switch
    {
        "HEADER" when part.Text("format") is not null => [TemplateHeader.Read(part)],
        "BODY" => [TemplateBody.Read(part)],
        "FOOTER" => [TemplateFooter.Read(part)],
        "BUTTONS" when part.Member("buttons") is { ValueKind: JsonValueKind.Array } buttons =>
            buttons.EnumerateArray().Select((button, index) => TemplateButtonReader.Read(button, index)),
        "CAROUSEL" when part.Member("cards") is { ValueKind: JsonValueKind.Array } => [TemplateCarousel.Read(part)],
        "LIMITED_TIME_OFFER" => [TemplateLimitedTimeOffer.Read(part)],
        _ => [TemplateComponent.OfRaw(part)],
    };
}

internal static class TemplateButtonReader
{
    public static TemplateComponent Read(JsonElement button, int index) => button.Text("type")?.ToUpperInvariant() switch
    {
        "QUICK_REPLY" => Of<TemplateQuickReplyButton>(button, index),
        "URL" => Of<TemplateUrlButton>(button, index) with { Url = button.Text("url"), Value = Example(button) },
        "PHONE_NUMBER" => Of<TemplatePhoneButton>(button, index) with { PhoneNumber = button.Text("phone_number") },
        "COPY_CODE" => Of<TemplateCopyCodeButton>(button, index) with { Code = Example(button) },
        "OTP" => Of<TemplateOneTimeCodeButton>(button, index) with
        {
            OtpType = button.Text("otp_type") ?? "COPY_CODE",
            AutofillText = button.Text("autofill_text"),
            ZeroTapTermsAccepted = button.Flag("zero_tap_terms_accepted"),
            SupportedApps =
            [
                .. from app in button.Items("supported_apps")
                   let package = app.Text("package_name")
                   let signature = app.Text("signature_hash")
                   where package is not null && signature is not null
                   select new TemplateApp(package, signature),
            ],
        },
        "FLOW" => Of<TemplateFlowButton>(button, index) with
        {
            FlowId = button.Text("flow_id"),
            FlowName = button.Text("flow_name"),
            FlowJson = button.Text("flow_json"),
            FlowAction = button.Text("flow_action"),
            NavigateScreen = button.Text("navigate_screen"),
        },
        "CATALOG" => Of<TemplateCatalogButton>(button, index),
        "MPM" => Of<TemplateProductsButton>(button, index),
        "SPM" => Of<TemplateProductButton>(button, index),
        "VOICE_CALL" => Of<TemplateVoiceCallButton>(button, index) with
        {
            TimeToLive = button.Whole("ttl_minutes") is { } minutes and >= 0 and <= int.MaxValue ? TimeSpan.FromMinutes(minutes) : null,
        },
        "ORDER_DETAILS" => Of<TemplateOrderDetailsButton>(button, index),
        { Length: > 0 } => new TemplateOtherButton { Type = button.Text("type")!, Index = index, Text = button.Text("text"), Raw = button },
        _ => TemplateComponent.OfRaw(button),
    };

    private static T Of<T>(JsonElement button, int index) where T : TemplateButton, new() =>
        new T() with { Index = index, Text = button.Text("text"), Raw = button };

    // A text, or a list of one.
    private static string? Example(JsonElement button) => button.Text("example") ?? button.Items("example").FirstOrDefault().Text();
}

/// <summary>Writes a template's parts as creating wants them.</summary>
internal sealed class TemplateDeclarationConverter : JsonConverter<IReadOnlyList<TemplateComponent>>
{
    public override IReadOnlyList<TemplateComponent> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TemplateComponent> value, JsonSerializerOptions options) =>
        TemplateWire.WriteDeclaration(writer, value);
}

/// <summary>Writes a template's parts as sending wants them.</summary>
internal sealed class TemplateValuesConverter : JsonConverter<IReadOnlyList<TemplateComponent>>
{
    public override IReadOnlyList<TemplateComponent> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TemplateComponent> value, JsonSerializerOptions options) =>
        TemplateWire.WriteValues(writer, value);
}
