using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Checks a template send as Meta does and fills the template in (contract 12.1, 13.2, 15).</summary>
internal sealed class TemplateSend(MediaContent media, EmulatorClock clock)
{
    private const int LongestBody = 1024;
    private const string Offer = "limited_time_offer";
    private const string Carousel = "carousel";

    public RenderedMessage Render(WorldState state, PhoneNumber number, MetaBody send)
    {
        var template = FindApproved(state, number, send.Required("name"), send.Part("language").Required("code"));
        var components = send.Parts("components");
        if (components.FirstOrDefault(one => Type(one) is not ("header" or "body" or "button" or Offer or Carousel)) is { } unknown)
            throw MetaErrors.Parameter($"{unknown.At("type")} must be header, body, button, {Offer} or {Carousel}");

        var parts = template.Components;
        var face = Fill(state, template, parts, components, "");
        return new RenderedMessage(face.Text)
        {
            Code = face.Code,
            Category = template.Category,
            Media = face.Media,
            Frame = new MessageFrame(face.Header, parts.Part("FOOTER")?["text"]?.ToString(), face.Buttons)
            {
                Offer = OfferOf(parts.Part("LIMITED_TIME_OFFER")?[Offer], Component(components, Offer)),
                Cards = Cards(state, template, Component(components, Carousel)),
            },
        };
    }

    private Template FindApproved(WorldState state, PhoneNumber number, string name, string language)
    {
        var template = state.Templates.Find(one =>
            one.BusinessAccountId == number.BusinessAccountId && one.Name == name && one.Language == language);
        template?.Settle(clock.GetUtcNow());
        return template?.Status switch
        {
            TemplateStatus.Approved => template,
            TemplateStatus.Paused => throw MetaErrors.BadRequest(132015, "Template is Paused", $"{name} was paused for its low quality"),
            TemplateStatus.Disabled => throw MetaErrors.BadRequest(132016, "Template is Disabled", $"{name} was disabled for its low quality"),
            _ => throw MetaErrors.TemplateMissing(name, language),
        };
    }

    /// <summary>Header, body and buttons, of the template itself or of one of its cards.</summary>
    private Face Fill(WorldState state, Template template, JsonArray parts, IReadOnlyList<MetaBody> components, string prefix)
    {
        var (header, file) = Header(state, template, parts.Part("HEADER"), new TemplateParameters(prefix + "header", Component(components, "header")));
        var body = new TemplateParameters(prefix + "body", Component(components, "body"), isBody: true)
            .Fill(parts.Part("BODY")?["text"]?.ToString() ?? "", template.ParameterFormat);
        if (body.Length > LongestBody)
            throw MetaErrors.BadRequest(132005, "Translated text too long", $"{prefix}body: {body.Length} characters, {LongestBody} at most");

        var buttons = new ButtonParameters(prefix + "buttons", parts.Buttons(), [.. components.Where(one => Type(one) == "button")]);
        return new Face(header, file, body, buttons.Fill(), buttons.Code);
    }

    private (string? Text, MessageMedia? File) Header(WorldState state, Template template, JsonObject? part, TemplateParameters parameters)
    {
        var format = part?["format"]?.ToString().ToLowerInvariant();
        switch (format)
        {
            case "text":
                return (parameters.Fill(part!["text"]!.ToString(), template.ParameterFormat), null);
            case "image" or "video" or "document":
                return (null, media.Attachment(state, format, parameters.Only(format).Part(format)));
            case "location":
                return (Place(parameters, parameters.Only(format).Json[format] as JsonObject), null);
            case "product":
                parameters.Only(format).Part(format).Required("product_retailer_id");
                return (null, null);
            default:
                parameters.CheckNone();
                return (null, null);
        }
    }

    /// <summary>A place without a name is its coordinates.</summary>
    private static string Place(TemplateParameters parameters, JsonObject? location)
    {
        var (latitude, longitude) = (Degrees("latitude", 90), Degrees("longitude", 180));
        var words = string.Join(", ", new[] { Words("name"), Words("address") }.OfType<string>());
        return words.Length > 0 ? words : $"{latitude}, {longitude}";

        string Degrees(string name, int most) =>
            location?[name] is JsonValue value && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
                ? value.ToString()
                : throw MetaErrors.Mismatch($"{parameters.Where}: location.{name} must be a number from -{most} to {most}");

        string? Words(string name) => location![name] switch
        {
            null => null,
            JsonValue value when value.TryGetValue(out string? text) => parameters.Shown(text),
            _ => throw MetaErrors.Mismatch($"{parameters.Where}: location.{name} must be a string"),
        };
    }

    private static FrameOffer? OfferOf(JsonNode? offer, MetaBody? component)
    {
        var parameters = new TemplateParameters(Offer, component);
        if (offer is null)
        {
            parameters.CheckNone();
            return null;
        }

        var ends = offer["has_expiration"]?.GetValue<bool>() == true;
        var given = ends ? parameters.Only(Offer) : parameters.OnlyOrNone(Offer);
        return new FrameOffer(offer["text"]!.ToString(), given is null ? null : Until(given));
    }

    private static DateTimeOffset Until(MetaBody parameter) =>
        long.TryParse((parameter.Json[Offer] as JsonObject)?["expiration_time_ms"]?.ToString(), CultureInfo.InvariantCulture, out var time)
            && time >= 0 && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : throw MetaErrors.Mismatch($"{parameter.At(Offer)}.expiration_time_ms must be a time in milliseconds since 1970");

    /// <summary>As many cards as the template has, each by its index; null for a template that is no carousel.</summary>
    private List<FrameCard>? Cards(WorldState state, Template template, MetaBody? component)
    {
        var cards = template.Components.Cards();
        var given = component?.Parts("cards") ?? [];
        if (cards.Count != given.Count)
            throw MetaErrors.Mismatch($"{Carousel}: {given.Count} cards, the template has {cards.Count}");
        if (cards.Count == 0)
            return null;

        return [.. cards.Select((card, index) =>
        {
            var one = given.FirstOrDefault(one => one.Json["card_index"]?.ToString() == index.ToString(CultureInfo.InvariantCulture))
                ?? throw MetaErrors.Mismatch($"{Carousel}: there is no card with card_index {index}");
            var components = one.Parts("components");
            if (components.FirstOrDefault(part => Type(part) is not ("header" or "body" or "button")) is { } unknown)
                throw MetaErrors.Parameter($"{unknown.At("type")} must be header, body or button");
            var face = Fill(state, template, card, components, $"{Carousel} card {index} ");
            return new FrameCard(face.Header, face.Media, face.Text, face.Buttons);
        })];
    }

    private static MetaBody? Component(IEnumerable<MetaBody> components, string type) => components.FirstOrDefault(one => Type(one) == type);

    private static string? Type(MetaBody component) => component.Text("type")?.ToLowerInvariant();

    private sealed record Face(string? Header, MessageMedia? Media, string Text, List<FrameButton> Buttons, string? Code);
}
