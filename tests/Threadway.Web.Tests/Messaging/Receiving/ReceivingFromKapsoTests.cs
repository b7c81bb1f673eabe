using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Conversations.Receiving;

namespace Threadway.Web.Tests.Messaging.Receiving;

/// <summary>Through the whole app, with Kapso's deliveries.</summary>
public sealed class ReceivingFromKapsoTests(SharedApp shared)
{
    [Fact]
    public async Task What_a_phone_writes_is_in_its_conversation_a_moment_later()
    {
        var app = shared.App;
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await app.Kapso.WriteFromPhoneAsync("+573009990001", number, "A secret of mine");
        await app.Kapso.SendFromPhoneAsync("+573009990001", number, """{"type":"location","location":{"latitude":4.6,"longitude":-74.1}}""");

        var messages = await Eventually.HoldsAsync(() => MessagesAsync(app, number), all => all.Count == 2);

        Assert.Equal(["location", "text"], messages.Select(m => m.Type).Order(StringComparer.Ordinal));
        Assert.Contains(messages, m => m.Content.Contains("A secret of mine", StringComparison.Ordinal));
        var conversation = await app.ReadAsync(db => db.Conversations.SingleAsync(c => c.Id == messages[0].ConversationId));
        Assert.Equal(2, conversation.Unread);
        Assert.NotNull(conversation.LastInboundAt);
        Assert.DoesNotContain(app.Logs.GetSnapshot(), line => line.ToString()!.Contains("secret of mine", StringComparison.Ordinal) || line.ToString()!.Contains("573009990001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_read_from_Kapso_once()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var began = app.Time.GetUtcNow();
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.WriteFromPhoneAsync("+573009990002", number, "Hola");
        await app.Kapso.WriteFromPhoneAsync("+573009990002", number, "¿Hola?");
        Assert.Empty(await MessagesAsync(app, number));

        var missed = app.Services.GetRequiredService<MissedMessages>();
        var before = app.Kapso.LastRequestId;
        await missed.ReadAsync(null, began - TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.Single(app.Kapso.RequestsAfter(before), request => request.Path.StartsWith("/platform/v1/whatsapp/messages", StringComparison.Ordinal));
        await missed.ReadAsync(number, began - TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        Assert.Equal(2, (await MessagesAsync(app, number)).Count);
        Assert.Equal(2, await app.ReadAsync(db => db.Conversations.Where(c => c.UserId == db.Connections.Single(n => n.PhoneNumberId == number).UserId).Select(c => c.Unread).SingleAsync()));
    }

    [Fact]
    public async Task A_number_whose_webhook_was_mended_is_made_up_for_by_itself()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await app.Kapso.WriteFromPhoneAsync("+573009990003", number, "Hola");
        await Eventually.HoldsAsync(() => MessagesAsync(app, number), all => all.Count == 1);
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.WriteFromPhoneAsync("+573009990003", number, "¿Hola?");

        app.Services.GetRequiredService<MissedMessages>().Tell(number);

        await Eventually.HoldsAsync(() => MessagesAsync(app, number), all => all.Count == 2);
    }

    [Fact]
    public async Task An_outage_is_longer_than_a_restart()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var missed = app.Services.GetRequiredService<MissedMessages>();
        Assert.Null(await missed.SilentSinceAsync(app.Time.GetUtcNow(), TestContext.Current.CancellationToken));

        var person = await app.SignInAsync();
        await person.ConnectAsync();

        Assert.Null(await missed.SilentSinceAsync(app.Time.GetUtcNow() + TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.NotNull(await missed.SilentSinceAsync(app.Time.GetUtcNow() + TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken));
    }

    private static Task<List<MessageRow>> MessagesAsync(ThreadwayApp app, string phoneNumberId) => app.ReadAsync(db =>
        db.Messages.Where(m => db.Connections.Any(c => c.Id == m.ConnectionId && c.PhoneNumberId == phoneNumberId)).ToListAsync());
}
