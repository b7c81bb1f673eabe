
namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>The safety net, with webhook and redirect both lost.</summary>
public sealed class SweepTests
{
    [Fact]
    public async Task With_webhook_and_redirect_both_lost_the_link_is_settled_within_the_interval()
    {
        await using var app = await ThreadwayApp.StartAsync(("Kapso:Reconciler:Interval", "00:00:01"));
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();

        var completed = await app.Kapso.CompleteAsync(link.Id, "coexistence", webhook: "never");

        await Eventually.HoldsAsync(person.StatusAsync, status => status.IsConnected);
        Assert.Equal(completed.PhoneNumberId, (await person.StatusAsync()).PhoneNumberId);
        await Eventually.HoldsAsync(() => app.LinkRowAsync(link.Id), row => row.SettledAt is not null);
    }

    [Fact]
    public async Task A_link_that_expired_is_settled_as_expired()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        await app.Kapso.AdvanceClockAsync("31.00:00:00");
        app.Time.Advance(TimeSpan.FromDays(31));

        await app.SweepAsync();

        var row = await app.LinkRowAsync(link.Id);
        Assert.Equal("expired", row.Status.Value);
        Assert.NotNull(row.SettledAt);
    }

    [Fact]
    public async Task A_failed_setup_is_known_even_when_nobody_came_back()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        await app.Kapso.FailAsync(link.Id, "waba_limit_reached");

        await app.SweepAsync();

        var row = await app.LinkRowAsync(link.Id);
        Assert.Equal("failed", row.SetupStatus.Value);
        Assert.NotNull(row.ProviderSentence);
    }

    [Fact]
    public async Task A_number_that_vanished_in_silence_is_noticed()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.DeleteNumberAsync(number);
        app.Time.Advance(TimeSpan.FromMinutes(11));

        await app.SweepAsync();

        Assert.Equal("needs_reconnect", (await person.ConnectionAsync(number)).Status);
    }

    [Fact]
    public async Task A_number_revoked_in_silence_is_noticed_and_heals_by_itself_when_it_works_again()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("dedicated");
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.RevokeAsync(number);
        app.Time.Advance(TimeSpan.FromMinutes(11));
        await app.SweepAsync();
        var revoked = (await person.ConnectionAsync(number)).Status;

        using var answer = await person.AskToReconnectAsync(number);
        await app.Kapso.CompleteAsync((await person.LinkOfAsync(answer)).Id, webhook: "never");
        app.Time.Advance(TimeSpan.FromMinutes(11));
        await app.SweepAsync();

        Assert.Equal("needs_reconnect", revoked);
        Assert.Equal("connected", (await person.ConnectionAsync(number)).Status);
    }

    [Theory]
    [InlineData(503, null)]
    [InlineData(429, null)]
    [InlineData(401, null)]
    [InlineData(null, "before")]
    public async Task An_unclear_answer_changes_nothing(int? status, string? drop)
    {
        await using var app = await ThreadwayApp.StartAsync(("Kapso:ResilienceEnabled", "false"));
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var before = await person.ConnectionAsync(number);
        await app.Kapso.FailNextAsync(new { route = "/platform/v1", status, drop });
        app.Time.Advance(TimeSpan.FromMinutes(11));

        await app.SweepAsync();

        Assert.Equal(before, await person.ConnectionAsync(number));
    }

    [Fact]
    public async Task An_abandoned_link_is_not_asked_about_as_often_as_a_fresh_one()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        app.Time.Advance(TimeSpan.FromDays(3));
        await app.SweepAsync();
        var looked = (await app.LinkRowAsync(link.Id)).ObservedAt;

        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.SweepAsync();
        var soonAfter = (await app.LinkRowAsync(link.Id)).ObservedAt;
        app.Time.Advance(TimeSpan.FromHours(4));
        await app.SweepAsync();
        var later = (await app.LinkRowAsync(link.Id)).ObservedAt;

        Assert.Equal(looked, soonAfter);
        Assert.True(later > soonAfter);
    }

    [Fact]
    public async Task A_number_that_moved_to_another_customer_leaves_the_first_and_joins_the_second()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var (first, second) = (await app.SignInAsync(), await app.SignInAsync());
        var number = await first.ConnectAsync();
        var digits = (await first.ConnectionAsync(number)).PhoneNumber;
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.DeleteNumberAsync(number);
        var link = await second.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, "dedicated", webhook: "never", more: new { displayPhoneNumber = digits });

        await second.ReturnAsync(completed.RedirectUrl);
        app.Time.Advance(TimeSpan.FromMinutes(11));
        await app.SweepAsync();

        Assert.False((await first.StatusAsync()).IsConnected);
        Assert.True((await second.StatusAsync()).IsConnected);
    }
}
