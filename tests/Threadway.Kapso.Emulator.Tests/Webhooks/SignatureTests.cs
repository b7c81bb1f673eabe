using System.Security.Cryptography;
using System.Text;
using Threadway.Kapso.Emulator.Tests.Testing;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class SignatureTests
{
    [Fact]
    public void The_signature_of_the_fixed_vector_is_the_one_computed_elsewhere()
    {
        var signature = WebhookSignature.Of("key", "hello"u8);

        Assert.Equal("9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b", signature);
    }

    [Fact]
    public async Task A_delivery_carries_the_four_headers_and_a_signature_over_its_raw_bytes()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync("Café Ñandú"));

        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");
        var delivery = await lab.Receiver.NextAsync();

        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Lab.Secret), delivery.Bytes));
        Assert.Equal(expected, delivery.Headers["X-Webhook-Signature"]);
        Assert.Equal("whatsapp.phone_number.created", delivery.Event);
        Assert.Equal("v2", delivery.Headers["X-Webhook-Payload-Version"]);
        Assert.NotEmpty(delivery.Key);
        Assert.StartsWith("application/json", delivery.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.DoesNotContain("X-Webhook-Batch", delivery.Headers.Keys);
    }
}
