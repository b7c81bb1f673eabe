using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>What a template is made of when somebody creates it (contract 13.2): all of it is checked before any is kept.</summary>
internal static class TemplateComponents
{
    private const int LongestBody = 1024;
    private const int LongestBodyOfOffer = 600;
    private const int LongestBodyOfCard = 160;
    private const int LongestEdge = 60;
    private const int LongestOffer = 16;
    private const int MostButtonsOfCard = 2;
    private const string Offer = "LIMITED_TIME_OFFER";

    /// <summary>As Meta lists them; types in capitals.</summary>
    public static JsonArray Read(MetaBody body, string category, string format)
    {
        var parts = body.Parts("components");
        foreach (var part in parts)
            part.Json["type"] = TemplateFields.Field(part, "type").ToUpperInvariant();
        if (parts.FirstOrDefault(part => parts.First(other => Type(other) == Type(part)) != part) is { } second)
            throw MetaErrors.Parameter($"{second.At("type")}: a template has one {Type(second)} at most");
        if (!parts.Any(part => Type(part) == "BODY"))
            throw MetaErrors.Parameter("components must have a BODY");
        if (category == TemplateCategory.Authentication)
            return CodeTemplate.Components(parts);

        var hasOffer = parts.Any(part => Type(part) == Offer);
        foreach (var part in parts)
            Check(part, category, format, hasOffer);
        return (JsonArray)body.Json["components"]!.DeepClone();
    }

    public static string Type(MetaBody part) => part.Text("type")!;

    private static void Check(MetaBody part, string category, string format, bool hasOffer)
    {
        switch (Type(part))
        {
            case "BODY":
                TemplateWording.CheckBody(part, hasOffer ? LongestBodyOfOffer : LongestBody, format);
                break;
            case "HEADER":
                CheckHeader(part, format);
                break;
            case "FOOTER" when hasOffer:
                throw MetaErrors.Parameter($"{part.At("type")}: a template with a {Offer} has no FOOTER");
            case "FOOTER":
                TemplateWording.CheckFooter(part, LongestEdge);
                break;
            case "BUTTONS":
                TemplateButtons.Check(part);
                break;
            case Offer:
                CheckOffer(part, category);
                break;
            case "CAROUSEL":
                CheckCards(part, format);
                break;
            case var other:
                throw MetaErrors.Parameter($"{part.At("type")} {other} is not known");
        }
    }

    private static void CheckHeader(MetaBody part, string format)
    {
        switch (Format(part))
        {
            case "TEXT":
                TemplateWording.CheckHeader(part, LongestEdge, format);
                break;
            case "IMAGE" or "VIDEO" or "DOCUMENT":
                TemplateWording.CheckFile(part);
                break;
            case "LOCATION":
                break;
            default:
                throw MetaErrors.Parameter($"{part.At("format")} must be TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION");
        }
    }

    private static void CheckOffer(MetaBody part, string category)
    {
        if (category != TemplateCategory.Marketing)
            throw MetaErrors.Parameter($"{part.At("type")}: a {Offer} stands in a MARKETING template alone");

        var offer = part.PartOrNull("limited_time_offer") ?? throw MetaErrors.TemplateField(Offer, "limited_time_offer", part.At("limited_time_offer"));
        offer.Flag("has_expiration");
        var text = TemplateFields.Field(offer, "text");
        if (text.Length > LongestOffer)
            throw MetaErrors.TemplateTooLong(offer.At("text"), text.Length, LongestOffer);
    }

    /// <summary>All cards are built alike; only what stands in them differs.</summary>
    private static void CheckCards(MetaBody part, string format)
    {
        var cards = part.Parts("cards");
        if (cards.Count is < 2 or > 10)
            throw MetaErrors.Parameter($"{part.At("cards")} has {cards.Count} cards, allowed are 2 to 10");

        string? first = null;
        foreach (var card in cards)
        {
            var components = card.Parts("components");
            foreach (var component in components)
                CheckOfCard(component, format);
            var build = string.Join(", ", components.Select(component => $"{Type(component)} {component.Text("format")}"
                + string.Join('+', component.Parts("buttons").Select(button => button.Text("type")))));
            if (!components.Any(component => Type(component) == "HEADER"))
                throw MetaErrors.Parameter($"{card.At("components")} must have a HEADER");
            if (build != (first ??= build))
                throw MetaErrors.Parameter($"{card.At("components")} must be the same as of the first card");
        }
    }

    private static void CheckOfCard(MetaBody component, string format)
    {
        component.Json["type"] = TemplateFields.Field(component, "type").ToUpperInvariant();
        switch (Type(component))
        {
            case "HEADER" when Format(component) is "IMAGE" or "VIDEO":
                TemplateWording.CheckFile(component);
                break;
            case "HEADER" when Format(component) is "PRODUCT":
                break;
            case "HEADER":
                throw MetaErrors.Parameter($"{component.At("format")} of a card must be IMAGE, VIDEO or PRODUCT");
            case "BODY":
                TemplateWording.CheckBody(component, LongestBodyOfCard, format);
                break;
            case "BUTTONS":
                TemplateButtons.Check(component, MostButtonsOfCard);
                break;
            case var other:
                throw MetaErrors.Parameter($"{component.At("type")} {other} does not stand in a card");
        }
    }

    private static string? Format(MetaBody header)
    {
        if (header.Text("format")?.ToUpperInvariant() is { } format)
            header.Json["format"] = format;
        return header.Text("format");
    }
}
