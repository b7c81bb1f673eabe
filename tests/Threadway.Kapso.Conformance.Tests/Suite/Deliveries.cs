using System.Text.Json.Nodes;

namespace Threadway.Kapso.Conformance.Tests.Suite;

internal static class Deliveries
{
    public static JsonObject Fits(this Received received, Shape shape) => shape.Violations(received.Body, "").ToList() is { Count: > 0 } violations
        ? throw new Xunit.Sdk.XunitException($"{received.Event}: {string.Join("; ", violations)}. It is {received.Body.ToJsonString()}")
        : received.Body;

    /// <summary>Signed over the raw bytes with the secret of every <see cref="Subscription"/>.</summary>
    public static void IsSigned(this Received received) =>
        Assert.Equal(Subscription.Sign(Subscription.Secret, received.Bytes), received.Header("X-Webhook-Signature"));
}
