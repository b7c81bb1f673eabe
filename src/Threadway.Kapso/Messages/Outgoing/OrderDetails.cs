using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>What is to be paid (India and Brazil; Meta: order details).</summary>
public sealed record OrderDetails
{
    /// <summary>The caller's own id of the order; at most 35 characters.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Meta's word: <c>digital-goods</c> or <c>physical-goods</c>.</summary>
    public required string Type { get; init; }

    /// <summary>How it can be paid, as Meta writes it.</summary>
    public IReadOnlyList<JsonElement>? PaymentSettings { get; init; }

    /// <summary>Meta's word for the way of paying, where it takes one.</summary>
    public string? PaymentType { get; init; }

    /// <summary>The name of the payment configuration at Meta.</summary>
    public string? PaymentConfiguration { get; init; }

    /// <summary>The currency's three letters.</summary>
    public required string Currency { get; init; }

    /// <summary>All of it.</summary>
    public required OrderAmount TotalAmount { get; init; }

    /// <summary>What it is for.</summary>
    public required OrderContent Order { get; init; }

    /// <summary>Names the order.</summary>
    public override string ToString() => $"OrderDetails {{ ReferenceId = {ReferenceId} }}";
}

/// <summary>What an order is for.</summary>
public sealed record OrderContent
{
    /// <summary>Meta's word; <c>pending</c> when it is asked for.</summary>
    public string Status { get; init; } = "pending";

    /// <summary>The catalog that the items are from.</summary>
    public string? CatalogId { get; init; }

    /// <summary>Until when it can be paid.</summary>
    public OrderExpiration? Expiration { get; init; }

    /// <summary>What is bought.</summary>
    public required IReadOnlyList<OrderItem> Items { get; init; }

    /// <summary>What the items cost.</summary>
    public required OrderAmount Subtotal { get; init; }

    /// <summary>The tax.</summary>
    public required OrderAmount Tax { get; init; }

    /// <summary>What shipping costs.</summary>
    public OrderAmount? Shipping { get; init; }

    /// <summary>What is taken off.</summary>
    public OrderAmount? Discount { get; init; }
}

/// <summary>One item of an order.</summary>
public sealed record OrderItem
{
    /// <summary>The product's id in the catalog.</summary>
    public string? RetailerId { get; init; }

    /// <summary>The item's name.</summary>
    public required string Name { get; init; }

    /// <summary>What one costs.</summary>
    public required OrderAmount Amount { get; init; }

    /// <summary>How many.</summary>
    public required int Quantity { get; init; }

    /// <summary>What one costs when it is reduced.</summary>
    public OrderAmount? SaleAmount { get; init; }
}

/// <summary>An amount of an order in hundredths of the currency, as Meta wants it.</summary>
/// <param name="Value">The amount, times <paramref name="Offset"/>.</param>
/// <param name="Offset">100.</param>
/// <param name="Description">What stands beside it, for a tax, a shipping or a discount.</param>
public sealed record OrderAmount(long Value, int Offset = 100, string? Description = null)
{
    /// <summary>An amount in units of the currency: 35.5 for 35.50.</summary>
    public static OrderAmount Of(decimal amount, string? description = null) => new((long)decimal.Round(amount * 100), 100, description);
}

/// <summary>Until when an order can be paid.</summary>
/// <param name="Timestamp">When it ends, in unix seconds as text.</param>
/// <param name="Description">What is said of it.</param>
public sealed record OrderExpiration(string Timestamp, string? Description = null);

internal sealed record OrderStatusParameters(string ReferenceId, OrderState Order);

internal sealed record OrderState(string Status, string? Description);

internal sealed record AddressParameters(
    string Country, ShippingAddress? Values, [property: JsonPropertyName("saved_addresses")] IReadOnlyList<SavedAddress>? SavedAddresses);

/// <summary>An address that the person gave before, to choose from.</summary>
/// <param name="Id">What comes back when it is chosen.</param>
/// <param name="Value">The address.</param>
public sealed record SavedAddress(string Id, ShippingAddress Value);
