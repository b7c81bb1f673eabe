namespace Threadway.Kapso.Tests.Support;

internal static class SampleOrders
{
    public const string BreadJson =
        """
        {"reference_id":"order-42","type":"physical-goods","payment_type":"br","currency":"BRL","total_amount":{"value":3550,"offset":100},
         "order":{"status":"pending","items":[{"retailer_id":"rye-1","name":"Rye","amount":{"value":3050,"offset":100},"quantity":1}],
         "subtotal":{"value":3050,"offset":100},"tax":{"value":500,"offset":100,"description":"Tax"}}}
        """;

    public static OrderDetails Bread { get; } = new()
    {
        ReferenceId = "order-42",
        Type = "physical-goods",
        PaymentType = "br",
        Currency = "BRL",
        TotalAmount = OrderAmount.Of(35.5m),
        Order = new()
        {
            Items = [new() { RetailerId = "rye-1", Name = "Rye", Amount = OrderAmount.Of(30.5m), Quantity = 1 }],
            Subtotal = OrderAmount.Of(30.5m),
            Tax = OrderAmount.Of(5m, "Tax"),
        },
    };
}
