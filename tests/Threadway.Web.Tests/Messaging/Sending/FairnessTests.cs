using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso.Emulator;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Sending;

/// <summary>One key for all: at Kapso's plan "platform", a thousand requests a minute.</summary>
public sealed class FairnessTests
{
    /// <summary>Two on a machine of one's own; the thousands take minutes.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task While_one_user_has_thousands_waiting_anothers_one_message_and_a_sign_in_go_at_once()
    {
        await using var app = await ThreadwayApp.StartAsync(new KapsoEmulatorOptions { RequestsPerMinute = 1000 });
        var busy = await Shop.OpenAsync(app);
        var other = new Shop(app, await app.SignInAsync(), "");
        other = new(app, other.Owner, await other.Owner.ConnectAsync("dedicated", new { displayPhoneNumber = "+573009990011" }));
        var customer = await other.CustomerAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            await busy.TakenAsync(Enumerable.Range(0, 1000).Select(i => (object)new
            {
                to = $"+5733{20_000_000 + (batch * 1000) + i}",
                type = "text",
                text = new { body = "thousands" },
                overrideWindow = true,
            }));
        }
        await Eventually.HoldsAsync(() => app.ReadAsync(db => db.Messages.CountAsync(m => m.AttemptedAt != null)), tried => tried > 50);

        for (var i = 0; i < 3; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await other.TakenAsync(Shop.Text(customer, $"one {i}"));
            await Eventually.TrueAsync(() => Task.FromResult(other.TextsOf(customer).Contains($"one {i}")));
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Soon);
        }
        var asked = Stopwatch.GetTimestamp();
        await app.SignInAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, Soon);
        await Eventually.HoldsAsync(busy.QueueAsync, queue => (string?)queue["heldBy"] == "key");
        Assert.True(await app.ReadAsync(db => db.Messages.AnyAsync(m => m.State == MessageState.Queued)));
    }
}
