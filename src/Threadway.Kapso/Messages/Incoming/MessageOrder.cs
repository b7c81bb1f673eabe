using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A basket that a person sent from the catalog.</summary>
public sealed record MessageOrder
{
    /// <summary>The catalog.</summary>
    public string? CatalogId { get; init; }

    /// <summary>What the person wrote along.</summary>
    public string? Text { get; init; }

    /// <summary>What is in the basket.</summary>
    public IReadOnlyList<MessageOrderItem> Items { get; init; } = [];

    /// <summary>The order as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the catalog, without what was written.</summary>
    public override string ToString() => $"MessageOrder {{ CatalogId = {CatalogId}, Items = {Items.Count} }}";

    internal static MessageOrder? Read(JsonElement message)
    {
        if (message.Child("order") is not { } order)
            return null;

        var read = new MessageOrder
        {
            CatalogId = order.Text("catalog_id"),
            Text = order.Text("text"),
            Items = [.. order.Items("product_items").Select(MessageOrderItem.Read).OfType<MessageOrderItem>()],
            Raw = order,
        };

        return (read.CatalogId ?? read.Text) is null && read.Items.Count == 0 ? null : read;
    }
}

/// <summary>One product in a basket.</summary>
public sealed record MessageOrderItem
{
    /// <summary>The product's id in the catalog.</summary>
    public required string ProductRetailerId { get; init; }

    /// <summary>How many.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>What one costs, in units of <see cref="Currency"/>: 35.5 for 35.50.</summary>
    public decimal? ItemPrice { get; init; }

    /// <summary>The currency's three letters.</summary>
    public string? Currency { get; init; }

    /// <summary>The item as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the product.</summary>
    public override string ToString() => $"MessageOrderItem {{ ProductRetailerId = {ProductRetailerId}, Quantity = {Quantity} }}";

    internal static MessageOrderItem? Read(JsonElement item) => item.Text("product_retailer_id") is { Length: > 0 } id
        ? new()
        {
            ProductRetailerId = id,
            Quantity = item.Amount("quantity"),
            ItemPrice = item.Amount("item_price"),
            Currency = item.Text("currency"),
            Raw = item,
        }
        : null;
}

/// <summary>A product of the catalog that a message asks about.</summary>
public sealed record MessageProduct
{
    /// <summary>The catalog.</summary>
    public string? CatalogId { get; init; }

    /// <summary>The product's id in the catalog.</summary>
    public required string ProductRetailerId { get; init; }

    /// <summary>The product as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the product.</summary>
    public override string ToString() => $"MessageProduct {{ CatalogId = {CatalogId}, ProductRetailerId = {ProductRetailerId} }}";

    internal static MessageProduct? Read(JsonElement product) => product.Text("product_retailer_id") is { Length: > 0 } id
        ? new() { CatalogId = product.Text("catalog_id"), ProductRetailerId = id, Raw = product }
        : null;
}
