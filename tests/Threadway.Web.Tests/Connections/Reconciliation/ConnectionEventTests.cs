using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>What Kapso's events do to connections, in every disorder that the contract allows.</summary>
public sealed class ConnectionEventTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task The_webhook_alone_connects_the_number_when_nobody_comes_back(string connectionType)
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();

        var completed = await app.Kapso.CompleteAsync(link.Id, connectionType, webhook: "before");

        await Eventually.HoldsAsync(person.StatusAsync, status => status.IsConnected);
        var status = await person.StatusAsync();
        Assert.Equal((completed.PhoneNumberId, connectionType), (status.PhoneNumberId, status.ConnectionType));
        await Eventually.HoldsAsync(() => app.LinkRowAsync(link.Id), row => row.PhoneNumberId == completed.PhoneNumberId);
    }

    [Fact]
    public async Task A_webhook_after_the_redirect_and_five_times_changes_nothing()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, webhook: "after", more: new { duplicateWebhook = 4 });
        await person.ReturnAsync(completed.RedirectUrl);
        var first = await person.StatusAsync();

        await Eventually.HoldsAsync(app.EventsAsync, events => events.Any(e => Names(e, completed.PhoneNumberId) && e.ProcessedAt is not null));

        Assert.Equal(first, await person.StatusAsync());
        Assert.Single(await person.ConnectionsAsync());
    }

    [Fact]
    public async Task An_event_for_a_customer_that_is_not_known_yet_waits_until_it_is()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        // As though our own write of the customer had not committed, and Kapso's answer about it says nothing.
        var userId = await own.ForgetCustomerAsync(link.CustomerId);
        await own.Kapso.RenameCustomerAsync(link.CustomerId, externalId: "not-a-user");
        var completed = await own.Kapso.CompleteAsync(link.Id, webhook: "before");
        await Eventually.HoldsAsync(own.EventsAsync, events => events.Any(e => Names(e, completed.PhoneNumberId) && e is { Attempts: > 0, ProcessedAt: null, LastError: "customer not known yet" }));
        Assert.False((await person.StatusAsync()).IsConnected);

        await own.RememberCustomerAsync(userId, link.CustomerId);

        await Eventually.HoldsAsync(person.StatusAsync, status => status.IsConnected);
    }

    [Fact]
    public async Task An_event_that_overtakes_our_own_write_of_the_customer_finds_its_user_at_Kapso()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        await own.ForgetCustomerAsync(link.CustomerId);

        await own.Kapso.CompleteAsync(link.Id, webhook: "before");

        await Eventually.HoldsAsync(person.StatusAsync, status => status.IsConnected);
    }

    [Fact]
    public async Task A_number_removed_at_Kapso_is_shown_as_gone_and_needs_a_reconnect()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        await app.Kapso.DeleteNumberAsync(number);

        await Eventually.HoldsAsync(person.StatusAsync, status => !status.IsConnected);
        var connection = await person.ConnectionAsync(number);
        Assert.Equal("needs_reconnect", connection.Status);
        Assert.Equal("goneAtKapso", connection.Linked.Reason);
    }

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task Access_revoked_at_Meta_shows_live_and_a_reconnect_in_place_heals_it(string connectionType)
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync(connectionType);
        var before = await person.ConnectionAsync(number);

        await app.Kapso.RevokeAsync(number);
        await Eventually.HoldsAsync(() => person.ConnectionAsync(number), connection => connection.Status == "needs_reconnect");
        var revoked = await person.ConnectionAsync(number);
        using var answer = await person.AskToReconnectAsync(number);
        var link = await person.LinkOfAsync(answer);
        var completed = await app.Kapso.CompleteAsync(link.Id);
        await person.ReturnAsync(completed.RedirectUrl);

        Assert.Equal("accessRemoved", revoked.Sending.Reason);
        Assert.Equal("linked", revoked.Linked.Reason);
        Assert.Equal(number, completed.PhoneNumberId);
        // A reconnect changes credentials and nothing else.
        Assert.Equal(before, await person.ConnectionAsync(number));
    }

    [Fact]
    public async Task While_Kapso_gives_no_clear_answer_an_event_waits_and_is_not_lost()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        await own.Kapso.FailNextAsync(new { method = "GET", route = "/platform/v1", status = 503 });
        await own.Kapso.CompleteAsync(link.Id, webhook: "before");
        await Eventually.HoldsAsync(own.EventsAsync, events => events.Any(e => e is { Attempts: > 0, ProcessedAt: null }));

        await own.Kapso.StopFailingAsync();

        await Eventually.HoldsAsync(person.StatusAsync, status => status.IsConnected);
    }

    [Fact]
    public async Task An_event_that_was_answered_survives_a_restart_and_is_handled_then()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        await own.Kapso.FailNextAsync(new { method = "GET", route = "/platform/v1", status = 503 });
        var completed = await own.Kapso.CompleteAsync(link.Id, webhook: "before");
        await Eventually.HoldsAsync(own.EventsAsync, events => events.Any(e => Names(e, completed.PhoneNumberId)));

        await own.RestartAsync();
        await own.Kapso.StopFailingAsync();

        await Eventually.HoldsAsync(
            () => own.ReadAsync(db => db.Connections.Select(c => c.PhoneNumberId).ToListAsync()), numbers => numbers.Contains(completed.PhoneNumberId));
    }

    [Fact]
    public async Task A_message_to_the_number_shows_when_it_was_last_heard_from()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        await app.Kapso.WriteFromPhoneAsync("+573009998877", number, "Hola");

        await Eventually.HoldsAsync(
            () => app.ReadAsync(db => db.Connections.SingleAsync(c => c.PhoneNumberId == number)), connection => connection.LastEventAt is not null);
    }

    [Fact]
    public async Task Receiving_that_could_not_be_set_up_is_being_repaired_and_the_sweep_repairs_it()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/whatsapp/phone_numbers/*/webhooks", status = 422 });
        var completed = await own.Kapso.CompleteAsync(link.Id, webhook: "never");
        await person.ReturnAsync(completed.RedirectUrl);
        var broken = await person.ConnectionAsync(completed.PhoneNumberId);

        await own.Kapso.StopFailingAsync();
        await own.SweepAsync();
        var repaired = await person.ConnectionAsync(completed.PhoneNumberId);

        Assert.Equal(("connected", "receivingBeingRepaired"), (broken.Status, broken.Receiving.Reason));
        Assert.Equal("receiving", repaired.Receiving.Reason);
    }

    private static bool Names(Web.Webhooks.WebhookEvent e, string phoneNumberId) =>
        System.Text.Encoding.UTF8.GetString(e.Body).Contains(phoneNumberId, StringComparison.Ordinal);
}
