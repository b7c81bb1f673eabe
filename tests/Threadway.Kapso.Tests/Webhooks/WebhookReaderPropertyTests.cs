using CsCheck;
using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.Webhooks;

public sealed class WebhookReaderPropertyTests
{
    private static readonly byte[][] Bodies = [.. Payload.Names("events").Select(Payload.Bytes)];

    private static readonly Gen<string?> Headers = Gen.OneOf<string?>(
        [null, "", "whatsapp.unheard.of", KapsoEvents.ConfigCreated, .. KapsoEvents.ProjectLifecycle, .. KapsoEvents.Messages]);

    [Fact]
    public void A_mutated_body_never_throws()
    {
        Gen.Select(Gen.Int[0, Bodies.Length - 1], Headers, Mutation.Any.Array[1, 12]).Sample((which, header, changes) =>
        {
            var body = changes.Aggregate(Bodies[which], Mutation.Of);

            var readable = WebhookReader.TryRead(header, body, out var read);

            Assert.Equal(readable, read is not null);
            Assert.NotNull(read?.ToString() ?? "");
        }, iter: 20_000);
    }

    [Fact]
    public void Members_swapped_between_bodies_never_throw()
    {
        string[] values =
        [
            "null", "true", "7", "-1e400", "\"\"", "\"\\ud800\"", "[]", "{}", "[{}]", "[null,1]", "{\"id\":{}}", "\"9999999999999\"",
        ];
        string[] names =
        [
            "phone_number_id", "customer", "project", "source", "disconnection", "connection_type", "data", "batch", "event", "type", "id",
            "occurred_at", "phone_numbers", "restrictions", "violation", "ban", "whatsapp_config", "setup_link", "message", "conversation",
        ];
        var members = Gen.Select(Gen.OneOf(names), Gen.OneOf(values), (name, value) => $"\"{name}\":{value}").Array[0, 10];

        Gen.Select(members, Headers).Sample((fields, header) =>
        {
            var body = System.Text.Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}");

            Assert.True(WebhookReader.TryRead(header, body, out var read));
            Assert.NotNull(read);
        }, iter: 20_000);
    }
}
