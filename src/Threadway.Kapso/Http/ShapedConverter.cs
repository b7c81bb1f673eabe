using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Threadway.Kapso.Http;

/// <summary>Reads a record as its properties say, with generated code, and keeps the JSON beside them.</summary>
internal abstract class ShapedConverter<T>(JsonTypeInfo<T> shape, Func<T, JsonElement, T> with, Func<T, JsonElement> rawOf)
    : RawConverter<T> where T : class
{
    protected override T? From(JsonElement element) => element.Deserialize(shape) is { } value ? with(value, element) : null;

    protected override JsonElement RawOf(T value) => rawOf(value);
}

/// <summary>The records without their JSON, from which <see cref="KapsoJson"/> makes those that have it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(TextConverter), typeof(TimeConverter), typeof(AddressConverter), typeof(ProvisionedPhoneNumberConverter), typeof(IngestTargetConverter), typeof(IngestResourceConverter)])]
[JsonSerializable(typeof(SetupLink))]
[JsonSerializable(typeof(PhoneNumber))]
[JsonSerializable(typeof(PhoneNumberHealth))]
[JsonSerializable(typeof(BusinessProfile))]
[JsonSerializable(typeof(KapsoWebhook))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(IngestedMedia))]
[JsonSerializable(typeof(MediaFile))]
[JsonSerializable(typeof(SubmittedTemplate))]
internal sealed partial class KapsoShapes : JsonSerializerContext;

internal sealed class SetupLinkConverter() : ShapedConverter<SetupLink>(
    KapsoShapes.Default.SetupLink, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class PhoneNumberConverter() : ShapedConverter<PhoneNumber>(
    KapsoShapes.Default.PhoneNumber, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class PhoneNumberHealthConverter() : ShapedConverter<PhoneNumberHealth>(
    KapsoShapes.Default.PhoneNumberHealth, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class BusinessProfileConverter() : ShapedConverter<BusinessProfile>(
    KapsoShapes.Default.BusinessProfile, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class KapsoWebhookConverter() : ShapedConverter<KapsoWebhook>(
    KapsoShapes.Default.KapsoWebhook, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class WebhookDeliveryConverter() : ShapedConverter<WebhookDelivery>(
    KapsoShapes.Default.WebhookDelivery, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class ProvisionedPhoneNumberConverter : RawConverter<ProvisionedPhoneNumber>
{
    protected override ProvisionedPhoneNumber? From(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? new()
        {
            Id = element.Text("id"),
            PhoneNumber = element.Text("phone_number"),
            Status = element.Text("status"),
            CountryIso = element.Text("country_iso"),
            CountryDialCode = element.Text("country_dial_code"),
            AreaCode = element.Text("area_code"),
            DisplayNumber = element.Text("display_number"),
            Raw = element,
        }
        : null;

    protected override JsonElement RawOf(ProvisionedPhoneNumber value) => value.Raw;
}

internal sealed class IngestedMediaConverter() : ShapedConverter<IngestedMedia>(
    KapsoShapes.Default.IngestedMedia, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class MediaFileConverter() : ShapedConverter<MediaFile>(
    KapsoShapes.Default.MediaFile, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class SubmittedTemplateConverter() : ShapedConverter<SubmittedTemplate>(
    KapsoShapes.Default.SubmittedTemplate, static (value, raw) => value with { Raw = raw }, static value => value.Raw);

internal sealed class IngestTargetConverter : RawConverter<IngestTarget>
{
    protected override IngestTarget? From(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? new()
        {
            Kind = element.Text("kind") is { } kind ? new(kind) : null,
            MediaId = element.Text("media_id"),
            Handle = element.Text("handle"),
            Raw = element,
        }
        : null;

    protected override JsonElement RawOf(IngestTarget value) => value.Raw;
}

internal sealed class IngestResourceConverter : RawConverter<IngestResource>
{
    protected override IngestResource? From(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? new()
        {
            Filename = element.Text("filename"),
            MimeType = element.Text("mime_type"),
            SizeBytes = element.Whole("size_bytes"),
            Sha256 = element.Text("sha256"),
            SourceUrl = WebAddress.ReadAny(element.Text("source_url")),
            Raw = element,
        }
        : null;

    protected override JsonElement RawOf(IngestResource value) => value.Raw;
}
