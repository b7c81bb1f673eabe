using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A button that opens a flow, Meta's forms inside the chat. Give one of <see cref="FlowId"/>, <see cref="FlowName"/> and <see cref="FlowJson"/>.</summary>
public sealed record TemplateFlowButton : TemplateButton
{
    /// <summary>The flow's id.</summary>
    public string? FlowId { get; init; }

    /// <summary>The flow's name.</summary>
    public string? FlowName { get; init; }

    /// <summary>The flow itself, as JSON in a text.</summary>
    public string? FlowJson { get; init; }

    /// <summary><c>navigate</c>, by default, or <c>data_exchange</c>.</summary>
    public string? FlowAction { get; init; }

    /// <summary>The first screen.</summary>
    public string? NavigateScreen { get; init; }

    /// <summary>The caller's own mark, which comes back with the answers.</summary>
    public string? FlowToken { get; init; }

    /// <summary>The first screen's data.</summary>
    public JsonElement? Data { get; init; }

    internal override string Kind => "FLOW";

    // Meta wants the button named in each send, even with nothing to say.
    internal override bool IsFilled => true;

    private protected override void WriteDeclared(Utf8JsonWriter writer)
    {
        writer.WriteIfThere("flow_id"u8, FlowId);
        writer.WriteIfThere("flow_name"u8, FlowName);
        writer.WriteIfThere("flow_json"u8, FlowJson);
        writer.WriteIfThere("flow_action"u8, FlowAction);
        writer.WriteIfThere("navigate_screen"u8, NavigateScreen);
    }

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteAction(writer, action =>
    {
        action.WriteIfThere("flow_token"u8, FlowToken);
        if (Data is { } data)
        {
            action.WritePropertyName("flow_action_data"u8);
            data.WriteTo(action);
        }
    });
}

/// <summary>A button that opens the catalog.</summary>
public sealed record TemplateCatalogButton : TemplateButton
{
    /// <summary>The product whose picture is shown; Meta's choice when <see langword="null"/>.</summary>
    public string? ThumbnailProductRetailerId { get; init; }

    internal override string Kind => "CATALOG";

    internal override bool IsFilled => ThumbnailProductRetailerId is not null;

    private protected override void WriteParameters(Utf8JsonWriter writer) =>
        WriteAction(writer, action => action.WriteString("thumbnail_product_retailer_id"u8, ThumbnailProductRetailerId));
}

/// <summary>A button that shows several products of the catalog.</summary>
public sealed record TemplateProductsButton : TemplateButton
{
    /// <summary>The product whose picture is shown.</summary>
    public string? ThumbnailProductRetailerId { get; init; }

    /// <summary>The products, at most 30 in 10 sections.</summary>
    public IReadOnlyList<ListSection> Sections { get; init; } = [];

    internal override string Kind => "MPM";

    internal override bool IsFilled => Sections.Count > 0;

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteAction(writer, action =>
    {
        action.WriteIfThere("thumbnail_product_retailer_id"u8, ThumbnailProductRetailerId);
        action.WritePropertyName("sections"u8);
        JsonSerializer.Serialize(action, Sections, KapsoJson.Default.IReadOnlyListListSection);
    });
}

/// <summary>A button that shows the one product of the header.</summary>
public sealed record TemplateProductButton : TemplateButton
{
    internal override string Kind => "SPM";

    internal override bool IsFilled => false;
}

/// <summary>A button that calls the business on WhatsApp.</summary>
public sealed record TemplateVoiceCallButton : TemplateButton
{
    /// <summary>For how long it works: minutes to 30 days; 7 days by default.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The caller's own mark, which comes with the call.</summary>
    public string? Payload { get; init; }

    internal override string Kind => "VOICE_CALL";

    internal override bool IsFilled => TimeToLive is not null || Payload is not null;

    private protected override void WriteDeclared(Utf8JsonWriter writer)
    {
        if (TimeToLive is { } time)
            writer.WriteNumber("ttl_minutes"u8, (long)time.TotalMinutes);
    }

    private protected override void WriteParameters(Utf8JsonWriter writer)
    {
        if (TimeToLive is { } time)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "ttl_minutes"u8);
            writer.WriteNumber("ttl_minutes"u8, (long)time.TotalMinutes);
            writer.WriteEndObject();
        }

        if (Payload is not null)
            WriteParameter(writer, "payload", Payload);
    }
}

/// <summary>A button that asks for a payment.</summary>
public sealed record TemplateOrderDetailsButton : TemplateButton
{
    /// <summary>What is to be paid.</summary>
    public OrderDetails? Order { get; init; }

    internal override string Kind => "ORDER_DETAILS";

    internal override bool IsFilled => Order is not null;

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteAction(writer, action =>
    {
        action.WritePropertyName("order_details"u8);
        JsonSerializer.Serialize(action, Order!, KapsoJson.Default.OrderDetails);
    });
}
