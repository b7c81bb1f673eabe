using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

/// <summary>How a delivery arrives: headers and signature.</summary>
[Contract("8.1"), Contract("8.2")]
public class DeliveryTests(Target target)
{
    private const string Received = "whatsapp.message.received";
    private const string Created = "whatsapp.phone_number.created";

    [Fact]
    public void The_suite_signs_as_the_fixed_vector_says()
    {
        Assert.Equal("9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b", Subscription.Sign("key", "hello"u8.ToArray()));
    }

    [Fact]
    public async Task A_delivery_is_a_signed_post_of_json_that_names_its_event()
    {
        await using var project = await Subscription.OpenAsync(target, null, $$"""{"events":["{{Created}}"],"headers":{"X-Tenant":"7"} }""");

        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        var delivered = await project.Inbox.NextAsync();

        Assert.Equal(("POST", Created), (delivered.Method, delivered.Event));
        Assert.StartsWith("application/json", delivered.Header("Content-Type"), StringComparison.Ordinal);
        delivered.IsSigned();
        Assert.Equal(("v2", "7"), (delivered.Header("X-Webhook-Payload-Version"), delivered.Header("X-Tenant")));
        Assert.False(string.IsNullOrEmpty(delivered.Header("X-Idempotency-Key")));
        Assert.Null(delivered.Header("X-Webhook-Batch"));
        Assert.Null(delivered.Header("X-Batch-Size"));
    }

    [Fact]
    public async Task The_signature_is_over_the_raw_bytes_whatever_they_spell()
    {
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, Received);

        await chat.HearAsync("Äpfel & Birnen 🍐 1.0");
        var delivered = await number.Inbox.NextAsync(one => one.Body["message"]!["from"]!.ToString() == chat.Person, Received);

        delivered.IsSigned();
        Assert.Equal("Äpfel & Birnen 🍐 1.0", delivered.Body["message"]!["text"]!["body"]!.ToString());
    }

    [Fact]
    public async Task Every_delivery_has_a_key_of_its_own()
    {
        await using var project = await Subscription.ToAsync(target, null, Created);

        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        var (first, second) = (await project.Inbox.NextAsync(), await project.Inbox.NextAsync());

        Assert.NotEqual(first.Header("X-Idempotency-Key"), second.Header("X-Idempotency-Key"));
    }

    [Fact, Contract("8.3")]
    public async Task A_paused_webhook_hears_nothing_until_it_is_active_again()
    {
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, Received);
        var one = $"{number.Path}/{number.Id}";

        await target.Platform.PatchAsync(one, """{"whatsapp_webhook":{"active":false}}""");
        await chat.HearAsync("While it was paused");
        await target.Platform.PatchAsync(one, """{"whatsapp_webhook":{"active":true}}""");
        await chat.HearAsync("After it");
        var heard = await number.Inbox.NextAsync(delivered => delivered.Body["message"]!["from"]!.ToString() == chat.Person, Received);

        Assert.Equal("After it", heard.Body["message"]!["text"]!["body"]!.ToString());
    }
}
