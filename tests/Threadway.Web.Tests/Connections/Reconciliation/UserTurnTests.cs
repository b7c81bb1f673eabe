using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Reconciliation.Turns;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>One at a time for each user; whoever cannot have the turn in time is told so, and nothing goes on without it.</summary>
public sealed class UserTurnTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static UserTurn Turns(FakeTimeProvider time) =>
        new(Options.Create(new ReconciliationOptions()), time, new TurnKeeper(time), NodeName.Create());

    [Fact]
    public async Task The_turn_of_one_user_is_one_persons_at_a_time_and_nobody_waits_for_anothers()
    {
        var turns = Turns(new());
        var (alice, bob) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await turns.TakeAsync(alice, Stop);
        var second = turns.TakeAsync(alice, Stop);

        using var other = await turns.TakeAsync(bob, Stop);
        Assert.False(second.IsCompleted);
        first.Dispose();

        using var turn = await second;
    }

    [Fact]
    public async Task A_turn_that_cannot_be_had_in_time_is_an_error_and_is_given_to_the_next_afterwards()
    {
        var time = new FakeTimeProvider();
        var turns = Turns(time);
        var user = Guid.NewGuid();
        var first = await turns.TakeAsync(user, Stop);
        var second = turns.TakeAsync(user, Stop);

        time.Advance(new ReconciliationOptions().TurnPatience);
        await Assert.ThrowsAsync<UserTurnUnavailableException>(() => second);
        first.Dispose();

        using var third = await turns.TakeAsync(user, Stop);
    }

    [Fact]
    public async Task However_many_wait_none_goes_on_without_the_turn()
    {
        var turns = Turns(new());
        var user = Guid.NewGuid();
        using var held = await turns.TakeAsync(user, Stop);

        var waiting = Enumerable.Range(0, 1500).Select(_ => turns.TakeAsync(user, Stop)).ToList();

        Assert.All(waiting, turn => Assert.False(turn.IsCompletedSuccessfully));
        Assert.All(waiting.Where(turn => turn.IsFaulted), turn => Assert.IsType<UserTurnUnavailableException>(turn.Exception!.InnerException));
    }

    [Fact]
    public async Task Every_door_waits_for_the_turn_and_what_could_not_have_it_is_made_good_by_the_sweep()
    {
        await using var app = await ThreadwayApp.StartAsync(("Kapso:Reconciler:TurnPatience", "00:00:00.2"));
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var link = await person.CreateLinkAsync();
        var turn = await app.Services.GetRequiredService<IUserTurn>().TakeAsync(await app.OwnerAsync(number), Stop);

        using var disconnect = await person.DisconnectAsync(number);
        using var reconnect = await person.AskToReconnectAsync(number);
        using var setup = await person.AskForLinkAsync();
        using var goOn = await person.GetAsync(await app.ContinuePathAsync(link));
        var completed = await app.Kapso.CompleteAsync(link.Id, "dedicated", webhook: "before");
        var page = await person.ReturnAsync(completed.RedirectUrl);
        await app.SweepAsync();
        var meanwhile = await person.ConnectionsAsync();
        await Eventually.TrueAsync(async () => (await app.EventsAsync()).Any(e => e is { Attempts: > 0, ProcessedAt: null, LastError: nameof(UserTurnUnavailableException) }));
        turn.Dispose();
        await app.SweepAsync();

        foreach (var answer in new[] { disconnect, reconnect, setup })
        {
            await Expect.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "busy");
            Assert.Equal(5, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        }
        Assert.EndsWith("/stopped?reason=busy", goOn.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        Assert.Equal(number, Assert.Single(meanwhile).PhoneNumberId);
        Assert.Contains(await person.ConnectionsAsync(), connection => connection.PhoneNumberId == completed.PhoneNumberId);
    }
}
