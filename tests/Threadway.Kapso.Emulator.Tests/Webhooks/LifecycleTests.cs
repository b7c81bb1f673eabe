using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class LifecycleTests
{
    [Fact]
    public async Task A_number_is_disconnected_comes_back_and_is_taken_off_and_each_is_told_in_Metas_words()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        var number = $"/_emulator/phone-numbers/{id}";

        await lab.PostAsync($"{number}/revoke", """{"reason":"app_uninstalled","initiatedBy":"business"}""");
        var disconnected = await lab.Receiver.NextAsync();
        await lab.PostAsync($"{number}/reconnect");
        var reconnected = await lab.Receiver.NextAsync();
        await lab.PostAsync($"{number}/offboard");
        var offboarded = await lab.Receiver.NextAsync();

        Assert.Equal("""{"reason":"app_uninstalled","initiated_by":"business"}""", disconnected.Body["disconnection"]!.ToJsonString());
        Assert.Equal(
            [
                ("whatsapp.phone_number.disconnected", "PARTNER_REMOVED"),
                ("whatsapp.phone_number.reconnected", "PARTNER_ADDED"),
                ("whatsapp.phone_number.offboarded", "ACCOUNT_OFFBOARDED"),
            ],
            new[] { disconnected, reconnected, offboarded }.Select(told => (told.Event, told.Body["source"]!["event"]!.ToString())));
        Assert.Equal("DISCONNECTED", (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{id}")).Text("data.status"));
    }

    [Fact]
    public async Task A_number_that_is_connected_cannot_come_back_and_one_that_is_not_there_is_404()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await lab.PostAsync($"/_emulator/phone-numbers/{id}/reconnect")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.PostAsync("/_emulator/phone-numbers/9/offboard")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.PostAsync("/_emulator/business-accounts/9/disable")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.PostAsync("/_emulator/phones/573000000000/identity")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke", """{"why":1}""")).Status);
    }

    [Theory]
    [InlineData("disable", "DISABLED_UPDATE", "ban", """{"state":"DISABLE","date_label":"March 2, 2026"}""")]
    [InlineData("reinstate", "DISABLED_UPDATE", "ban", """{"state":"REINSTATE","date_label":"March 2, 2026"}""")]
    [InlineData("violate", "ACCOUNT_VIOLATION", "violation", """{"type":"SPAM"}""")]
    [InlineData("restrict", "ACCOUNT_RESTRICTION", "restrictions", """[{"type":"RESTRICTED_BIZ_INITIATED_MESSAGING"}]""")]
    public async Task What_Meta_does_to_a_business_account_is_told_in_Metas_words(string call, string metaWord, string part, string details)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(options => options.TimeProvider = time);
        var (_, id) = await lab.ConnectAsync();
        var account = (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{id}")).Text("data.business_account_id");

        await lab.PostAsync($"/_emulator/business-accounts/{account}/{call}");
        var told = Assert.Single(lab.Receiver.Waiting());

        Assert.Equal(metaWord, told.Body["source"]!["event"]!.ToString());
        Assert.Equal(details, told.Body[part]!.ToJsonString());
    }

    [Fact]
    public async Task A_restriction_carries_what_the_call_says()
    {
        await using var lab = await Lab.StartAsync();
        var account = (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{KapsoEmulator.OperatorPhoneNumberId}")).Text("data.business_account_id");

        await lab.PostAsync($"/_emulator/business-accounts/{account}/restrict", """
            {"restrictions":[{"type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION","expiresAt":"2026-05-11T10:00:00Z"}]}
            """);
        var told = await lab.Receiver.NextAsync();

        Assert.Equal(
            """[{"type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION","expires_at":"2026-05-11T10:00:00.000Z"}]""", told.Body["restrictions"]!.ToJsonString());
    }

    [Fact]
    public async Task Any_event_of_the_catalogue_is_sent_with_a_body_of_the_callers()
    {
        await using var lab = await Lab.StartAsync();
        (await lab.PostAsync("/platform/v1/whatsapp/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","events":["workflow.execution.handoff"]} }
            """)).Ok();

        await lab.PostAsync("/_emulator/events", """{"event":"workflow.execution.handoff","body":{"status":"handoff"}}""");
        var told = await lab.Receiver.NextAsync();
        var unknown = await lab.PostAsync("/_emulator/events", """{"event":"whatsapp.unheard.of","body":{}}""");
        var nobodys = await lab.PostAsync("/_emulator/events", """{"event":"whatsapp.message.received","body":{}}""");

        Assert.Equal(("workflow.execution.handoff", """{"status":"handoff"}"""), (told.Event, told.Body.ToJsonString()));
        Assert.StartsWith("event must be one of ", unknown.Text("error"), StringComparison.Ordinal);
        Assert.Equal("phoneNumberId is required for an event of a number", nobodys.Text("error"));
    }
}
