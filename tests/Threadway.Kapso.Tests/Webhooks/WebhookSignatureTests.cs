using CsCheck;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    // Computed elsewhere (Kapso Platform: webhook signature), so that signer and checker cannot share a mistake.
    private const string Known = "9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b";

    private static readonly byte[] Body = "hello"u8.ToArray();
    private static readonly byte[] Secret = "key"u8.ToArray();

    [Fact]
    public void The_known_vector_is_computed_and_accepted()
    {
        Assert.Equal(Known, WebhookSignature.Compute(Body, Secret));
        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(Body, Known, Secret));
        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(Body, Known.ToUpperInvariant(), Secret));
    }

    [Theory]
    [InlineData(null, SignatureVerdict.Missing)]
    [InlineData("", SignatureVerdict.Missing)]
    [InlineData(" ", SignatureVerdict.Malformed)]
    [InlineData("9307", SignatureVerdict.Malformed)]
    [InlineData(Known + "00", SignatureVerdict.Malformed)]
    [InlineData("sha256=" + Known, SignatureVerdict.Malformed)]
    [InlineData("z307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b", SignatureVerdict.Malformed)]
    [InlineData("é307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b", SignatureVerdict.Malformed)]
    [InlineData("0307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b", SignatureVerdict.Mismatch)]
    [InlineData("9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7c", SignatureVerdict.Mismatch)]
    public void Each_bad_signature_has_its_verdict(string? header, SignatureVerdict expected)
    {
        Assert.Equal(expected, WebhookSignature.Verify(Body, header, Secret));
    }

    [Fact]
    public void Another_body_or_another_secret_does_not_match()
    {
        Assert.Equal(SignatureVerdict.Mismatch, WebhookSignature.Verify("hello "u8, Known, Secret));
        Assert.Equal(SignatureVerdict.Mismatch, WebhookSignature.Verify(Body, Known, "Key"u8));
    }

    [Fact]
    public void Several_secrets_may_be_valid_while_one_replaces_the_other()
    {
        byte[] older = Secret, newer = "new key"u8.ToArray();

        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(Body, Known, [newer, older]));
        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(Body, WebhookSignature.Compute(Body, newer), [newer, older]));
        Assert.Equal(SignatureVerdict.Mismatch, WebhookSignature.Verify(Body, Known, [newer]));
    }

    [Fact]
    public void No_secret_is_a_mistake_of_the_setup_and_never_a_verdict()
    {
        Assert.Throws<ArgumentException>(() => WebhookSignature.Verify(Body, Known, ReadOnlySpan<byte>.Empty));
        Assert.Throws<ArgumentException>(() => WebhookSignature.Verify(Body, null, ReadOnlySpan<byte[]>.Empty));
        Assert.Throws<ArgumentException>(() => WebhookSignature.Verify(Body, Known, [Secret, []]));
    }

    [Fact]
    public void Verifying_allocates_nothing()
    {
        WebhookSignature.Verify(Body, Known, Secret);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            WebhookSignature.Verify(Body, Known, Secret);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Whatever_was_signed_verifies_and_whatever_was_changed_does_not()
    {
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[1, 100], Gen.Int[0, 199], Gen.Byte[1, 255]).Sample((body, secret, at, change) =>
        {
            var signature = WebhookSignature.Compute(body, secret);
            Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(body, signature, secret));

            byte[] changed = [.. body];
            if (changed.Length == 0)
                return;
            changed[at % changed.Length] ^= change;
            Assert.Equal(SignatureVerdict.Mismatch, WebhookSignature.Verify(changed, signature, secret));
        });
    }

    [Fact]
    public void No_header_throws_whatever_it_holds()
    {
        Gen.String.Sample(header =>
            Assert.NotEqual(SignatureVerdict.Valid, WebhookSignature.Verify(Body, header, Secret)));
    }
}
