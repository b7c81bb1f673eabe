using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Threadway.Kapso.AspNetCore;
using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AspNetCore;

public sealed class WebhookPropertyTests
{
    private const string Secret = "s3cret";

    private static readonly byte[][] Bodies = [.. Payload.Names("events").Select(Payload.Bytes)];

    private static readonly Gen<string?> Header = Gen.OneOf<string?>(
        Gen.OneOf<string?>(
            [null, "", " ", "true", KapsoEvents.MessageReceived, KapsoEvents.PhoneNumberCreated, new('0', 64), new('g', 64)]),
        Gen.Char.Array[0, 80].Select(characters => (string?)new string(characters)));

    [Fact]
    public void No_signature_header_throws_and_only_the_right_one_is_valid()
    {
        Gen.Select(Gen.Int[0, Bodies.Length - 1], Header, Mutation.Any.Array[0, 6]).Sample((which, header, changes) =>
        {
            var signed = Bodies[which];
            var body = changes.Aggregate(signed, Mutation.Of);
            var signature = WebhookSignature.Compute(signed, Encoding.UTF8.GetBytes(Secret));

            var forged = WebhookSignature.Verify(body, header, Encoding.UTF8.GetBytes(Secret));
            var genuine = WebhookSignature.Verify(body, signature, Encoding.UTF8.GetBytes(Secret));

            Assert.NotEqual(SignatureVerdict.Valid, forged);
            Assert.Equal(body.AsSpan().SequenceEqual(signed), genuine == SignatureVerdict.Valid);
        }, iter: 10_000);
    }

    [Fact]
    public async Task No_delivery_whatever_its_body_and_headers_is_more_than_refused()
    {
        var options = new KapsoWebhookOptions { Secrets = { Secret }, MaxBodyBytes = 4096 };
        var headers = Gen.Select(Header, Header, Header);

        await Gen.Select(Gen.Int[0, Bodies.Length - 1], headers, Mutation.Any.Array[0, 6], Gen.Bool).SampleAsync(async (which, told, changes, isSigned) =>
        {
            var body = changes.Aggregate(Bodies[which], Mutation.Of);
            var request = new DefaultHttpContext().Request;
            request.Body = new MemoryStream(body);
            request.Headers[WebhookHeaders.Event] = told.Item1;
            request.Headers[WebhookHeaders.IdempotencyKey] = told.Item2;
            request.Headers[WebhookHeaders.Signature] =
                isSigned ? WebhookSignature.Compute(body, Encoding.UTF8.GetBytes(Secret)) : told.Item3;

            var reading = await request.ReadKapsoWebhookAsync(options);

            Assert.Equal(reading.StatusCode == 200, reading.Delivery is not null);
            Assert.True((body.Length > 4096, isSigned) switch
            {
                (true, _) => reading.StatusCode == 413,
                (_, true) => reading.StatusCode is 200 or 400,
                _ => reading.StatusCode == 401,
            });
            Assert.InRange(reading.Delivery?.IdempotencyKey.Length ?? 1, 1, 200);
        }, iter: 5_000);
    }
}
