using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Setup;

namespace Threadway.Web.Tests.Connections.Setup;

/// <summary>Which setup the dashboard speaks of, and which no longer.</summary>
public sealed class PutAwayTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SetupQueries Setups => app.Services.GetRequiredService<SetupQueries>();

    [Fact]
    public async Task A_failure_that_was_put_away_stays_away()
    {
        var (_, link) = await FailedAsync();
        var row = await app.LinkRowAsync(link.Id);
        Assert.Equal(SetupState.Failed, (await ShownAsync(link))!.State);

        await Setups.PutAwayAsync(row.UserId, row.ConnectId, Stop);
        await app.SweepAsync();

        Assert.Null(await ShownAsync(link));
    }

    [Fact]
    public async Task A_new_failure_is_shown_again()
    {
        var (person, link) = await FailedAsync();
        var row = await app.LinkRowAsync(link.Id);
        await Setups.PutAwayAsync(row.UserId, row.ConnectId, Stop);

        var next = await person.CreateLinkAsync();
        await person.ReturnAsync(await app.Kapso.FailAsync(next.Id, "facebook_auth_failed"));

        Assert.Equal(next.Id, (await ShownAsync(link))!.LinkId);
    }

    [Fact]
    public async Task Another_failure_of_the_same_link_is_shown_again()
    {
        var (_, link) = await FailedAsync();
        var row = await app.LinkRowAsync(link.Id);
        await Setups.PutAwayAsync(row.UserId, row.ConnectId, Stop);

        await app.ReadAsync(db => db.SetupLinks.Where(r => r.Id == link.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.ErrorCode, "waba_limit_reached")));

        Assert.Equal("waba_limit_reached", (await ShownAsync(link))!.ErrorCode);
    }

    [Fact]
    public async Task A_setup_that_is_gone_on_with_is_shown_again_and_without_the_old_failure()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        // The browser's word alone: Kapso itself has the link open still.
        await person.ReturnAsync(new Uri($"/api/webhooks/kapso/failed?setup_link_id={link.Id}&error_code=facebook_auth_failed", UriKind.Relative));
        var row = await app.LinkRowAsync(link.Id);
        await Setups.PutAwayAsync(row.UserId, row.ConnectId, Stop);
        Assert.Null(await ShownAsync(link));

        using var answer = await person.GetAsync(await app.ContinuePathAsync(link));

        Assert.Equal(link.Url, answer.Headers.Location);
        Assert.Equal(SetupState.Unfinished, (await ShownAsync(link))!.State);
    }

    [Fact]
    public async Task Nobody_puts_away_what_is_somebody_elses()
    {
        var (_, link) = await FailedAsync();
        var (_, foreign) = await FailedAsync();

        await Setups.PutAwayAsync((await app.LinkRowAsync(foreign.Id)).UserId, (await app.LinkRowAsync(link.Id)).ConnectId, Stop);

        Assert.NotNull(await ShownAsync(link));
    }

    [Fact]
    public async Task Without_the_token_of_our_own_form_nothing_is_put_away()
    {
        var (person, link) = await FailedAsync();
        var path = SetupPaths.PutAway((await app.LinkRowAsync(link.Id)).ConnectId);

        using var form = new FormUrlEncodedContent([]);
        using var answer = await person.Browser.PostAsync(new Uri(path, UriKind.Relative), form, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull(await ShownAsync(link));
    }

    [Fact]
    public async Task What_goes_on_without_its_owner_cannot_be_put_away()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        await person.ReturnAsync(new Uri($"/api/webhooks/kapso/success?setup_link_id={link.Id}", UriKind.Relative));
        var row = await app.LinkRowAsync(link.Id);

        await Setups.PutAwayAsync(row.UserId, row.ConnectId, Stop);

        Assert.Equal(SetupState.Processing, (await ShownAsync(link))!.State);
    }

    [Fact]
    public async Task A_failure_steps_back_for_a_number_that_was_connected_since()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var link = await person.CreateLinkAsync(provisionPhoneNumber: true);
        await person.ReturnAsync(await app.Kapso.FailAsync(link.Id, "facebook_auth_failed"));
        Assert.NotNull(await ShownAsync(link));

        var later = (await app.LinkRowAsync(link.Id)).CreatedAt.AddMinutes(1);
        await app.ReadAsync(db => db.Connections.Where(c => c.PhoneNumberId == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.ConnectedAt, later)));

        Assert.Null(await ShownAsync(link));
    }

    [Fact]
    public async Task A_failed_reconnect_steps_back_once_its_number_works()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await app.Kapso.RevokeAsync(number);
        await Eventually.HoldsAsync(() => person.ConnectionAsync(number), connection => connection.Status == "needs_reconnect");
        using var asked = await person.AskToReconnectAsync(number);
        var link = await person.LinkOfAsync(asked);
        await person.ReturnAsync(await app.Kapso.FailAsync(link.Id, "facebook_auth_failed"));
        Assert.NotNull(await ShownAsync(link));

        await app.ReadAsync(db => db.Connections.Where(c => c.PhoneNumberId == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, ConnectionStatus.Connected)));

        Assert.Null(await ShownAsync(link));
    }

    private async Task<SetupView?> ShownAsync(Link link) => await Setups.FindOpenAsync((await app.LinkRowAsync(link.Id)).UserId, Stop);

    private async Task<(Person Person, Link Link)> FailedAsync()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        await person.ReturnAsync(await app.Kapso.FailAsync(link.Id, "facebook_auth_failed"));
        return (person, link);
    }
}
