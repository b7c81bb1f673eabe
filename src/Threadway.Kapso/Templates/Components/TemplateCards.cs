using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Cards side by side.</summary>
public sealed record TemplateCarousel : TemplateComponent
{
    /// <summary>The cards, from 2 to 10, all with the same parts.</summary>
    public IReadOnlyList<TemplateCard> Cards { get; init; } = [];

    internal override bool IsFilled => Cards.Count > 0;

    internal override void WriteDeclaration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "CAROUSEL"u8);
        writer.WriteStartArray("cards"u8);
        foreach (var card in Cards)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("components"u8);
            TemplateWire.WriteDeclaration(writer, card.Components);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal override void WriteValues(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "carousel"u8);
        writer.WriteStartArray("cards"u8);
        foreach (var (index, card) in Cards.Index())
        {
            writer.WriteStartObject();
            writer.WriteNumber("card_index"u8, index);
            writer.WritePropertyName("components"u8);
            TemplateWire.WriteValues(writer, card.Components);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static TemplateCarousel Read(JsonElement carousel) => new()
    {
        Cards =
        [
            .. from card in carousel.Items("cards")
               where card.ValueKind == JsonValueKind.Object
               select new TemplateCard { Components = TemplateWire.Read(card), Raw = card },
        ],
        Raw = carousel,
    };
}

/// <summary>One card of a carousel.</summary>
public sealed record TemplateCard
{
    /// <summary>Its parts.</summary>
    public IReadOnlyList<TemplateComponent> Components { get; init; } = [];

    /// <summary>The card as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says how many parts it has.</summary>
    public override string ToString() => $"TemplateCard {{ Components = {Components.Count} }}";
}

/// <summary>An offer that ends.</summary>
public sealed record TemplateLimitedTimeOffer : TemplateComponent
{
    /// <summary>What stands on the offer; at most 16 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the time that is left is shown.</summary>
    public bool? HasExpiration { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal override bool IsFilled => ExpiresAt is not null;

    internal override void WriteDeclaration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "LIMITED_TIME_OFFER"u8);
        writer.WriteStartObject("limited_time_offer"u8);
        writer.WriteIfThere("text"u8, Text);
        if (HasExpiration is { } has)
            writer.WriteBoolean("has_expiration"u8, has);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    internal override void WriteValues(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "limited_time_offer"u8);
        writer.WriteStartArray("parameters"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "limited_time_offer"u8);
        writer.WriteStartObject("limited_time_offer"u8);
        writer.WriteNumber("expiration_time_ms"u8, ExpiresAt!.Value.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static TemplateLimitedTimeOffer Read(JsonElement component)
    {
        var offer = component.Child("limited_time_offer") ?? component;
        return new() { Text = offer.Text("text"), HasExpiration = offer.Flag("has_expiration"), Raw = component };
    }
}

/// <summary>What an order's status template tells; a send has it beside the body, and creating says nothing of it.</summary>
public sealed record TemplateOrderStatus : TemplateComponent
{
    /// <summary>The caller's own id of the order.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Meta's word, for example <c>processing</c> or <c>shipped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>More about it.</summary>
    public string? Description { get; init; }

    internal override bool IsFilled => true;

    internal override void WriteDeclaration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "ORDER_STATUS"u8);
        writer.WriteEndObject();
    }

    internal override void WriteValues(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "order_status"u8);
        writer.WriteStartArray("parameters"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "order_status"u8);
        writer.WritePropertyName("order_status"u8);
        JsonSerializer.Serialize(writer, new OrderStatusParameters(ReferenceId, new(Status, Description)), KapsoJson.Default.OrderStatusParameters);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
