using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class ResendTests
{
    [Fact]
    public async Task A_delivery_is_sent_again_byte_for_byte_as_one_more_attempt()
    {
        await using var lab = await Lab.StartAsync();
        await RevokeAsync(lab);
        var first = await lab.Receiver.NextAsync();
        var id = (await LogAsync(lab))["id"]!.ToString();

        var answer = await lab.PostAsync($"/_emulator/webhook-deliveries/{id}/resend");
        var second = await lab.Receiver.NextAsync();

        Assert.Equal((HttpStatusCode.OK, "200"), (answer.Status, answer.Text("status")));
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal((first.Key, first.Headers["X-Webhook-Signature"]), (second.Key, second.Headers["X-Webhook-Signature"]));
        Assert.Equal(("2", "delivered"), ((await LogAsync(lab))["attempt_count"]!.ToString(), (await LogAsync(lab))["status"]!.ToString()));
    }

    [Fact]
    public async Task Sending_again_by_hand_ends_the_retries_when_it_succeeds_and_uses_none_up_when_it_fails()
    {
        await using var lab = await Lab.StartAsync();
        lab.Receiver.AnswerNext(500, 503, 200);
        await RevokeAsync(lab);
        await lab.Receiver.NextAsync();
        var id = (await Eventually.HoldsAsync(() => LogAsync(lab), row => row["attempt_count"]!.ToString() == "1"))["id"]!.ToString();

        var failed = await lab.PostAsync($"/_emulator/webhook-deliveries/{id}/resend");
        var still = (await LogAsync(lab))["status"]!.ToString();
        await lab.PostAsync($"/_emulator/webhook-deliveries/{id}/resend");
        var delivered = (await LogAsync(lab))["status"]!.ToString();
        lab.Receiver.Waiting();
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:05:00"}""");
        await lab.PostAsync($"/_emulator/phone-numbers/{KapsoEmulator.OperatorPhoneNumberId}/offboard");

        Assert.Equal(("503", "pending", "delivered"), (failed.Text("status"), still, delivered));
        Assert.Equal("whatsapp.phone_number.offboarded", Assert.Single(lab.Receiver.Waiting()).Event);
    }

    [Fact]
    public async Task What_the_log_does_not_have_cannot_be_sent_again()
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.PostAsync("/_emulator/webhook-deliveries/7/resend");

        Assert.Equal((HttpStatusCode.NotFound, "Delivery not found"), (answer.Status, answer.Text("error")));
    }

    private static Task<Reply> RevokeAsync(Lab lab) => lab.PostAsync($"/_emulator/phone-numbers/{KapsoEmulator.OperatorPhoneNumberId}/revoke");

    private static async Task<JsonNode> LogAsync(Lab lab) => (await lab.GetAsync("/platform/v1/webhook_deliveries")).Data[^1]!;
}
