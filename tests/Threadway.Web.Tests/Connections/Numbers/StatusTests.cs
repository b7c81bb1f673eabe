using System.Net.Http.Json;
using System.Net.ServerSentEvents;

namespace Threadway.Web.Tests.Connections.Numbers;

public sealed class StatusTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("coexistence", 5)]
    [InlineData("dedicated", 80)]
    public async Task The_status_has_the_originals_shape_for_the_type_that_was_chosen(string connectionType, int messagesPerSecond)
    {
        var person = await app.SignInAsync();
        var before = app.Time.GetUtcNow().ToUnixTimeMilliseconds();

        var phoneNumberId = await person.ConnectAsync(connectionType, more: new { verifiedName = "Panadería Ñandú" });

        var status = await person.StatusAsync();
        Assert.True(status.IsConnected);
        Assert.Equal(phoneNumberId, status.PhoneNumberId);
        Assert.Equal(connectionType, status.ConnectionType);
        Assert.InRange(status.ConnectedAt!.Value, before, app.Time.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.NotNull(status.KapsoCustomerId);
        Assert.Equal("Panadería Ñandú", status.VerifiedName);
        Assert.Equal("connected", status.Status);
        Assert.Equal(messagesPerSecond, (await person.ConnectionAsync(phoneNumberId)).MessagesPerSecond);
    }

    [Fact]
    public async Task A_user_who_never_pressed_the_button_has_no_customer()
    {
        var person = await app.SignInAsync();

        var before = await person.Browser.GetFromJsonAsync<bool>("/api/whatsapp/customer", Stop);
        await person.CreateLinkAsync();
        var after = await person.Browser.GetFromJsonAsync<bool>("/api/whatsapp/customer", Stop);

        Assert.False(before);
        Assert.True(after);
    }

    [Fact]
    public async Task The_stream_says_the_status_at_once_and_then_every_change()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        using var stream = await person.Browser.GetStreamAsync(new Uri("/api/whatsapp/connection/events", UriKind.Relative), Stop);
        await using var statuses = SseParser.Create(stream).EnumerateAsync(Stop).Where(item => item.EventType == "status").GetAsyncEnumerator(Stop);

        Assert.True(await statuses.MoveNextAsync());
        var first = Answers.ParseApp<ShownStatus>(statuses.Current.Data);
        await app.Kapso.CompleteAsync(link.Id, "dedicated");
        Assert.True(await statuses.MoveNextAsync());
        var second = Answers.ParseApp<ShownStatus>(statuses.Current.Data);

        Assert.False(first.IsConnected);
        Assert.True(second.IsConnected);
        Assert.Equal("dedicated", second.ConnectionType);
    }

    [Fact]
    public async Task One_user_sees_nothing_of_another()
    {
        var alice = await app.SignInAsync();
        var mallory = await app.SignInAsync();
        var phoneNumberId = await alice.ConnectAsync();

        using var disconnect = await mallory.DisconnectAsync(phoneNumberId);
        using var reconnect = await mallory.AskToReconnectAsync(phoneNumberId);

        await Expect.ProblemAsync(disconnect, System.Net.HttpStatusCode.NotFound, "connection_not_found");
        await Expect.ProblemAsync(reconnect, System.Net.HttpStatusCode.NotFound, "connection_not_found");
        Assert.Empty(await mallory.ConnectionsAsync());
        Assert.True((await alice.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task A_second_number_of_a_user_is_listed_and_the_oldest_stays_primary()
    {
        var person = await app.SignInAsync();

        var first = await person.ConnectAsync("coexistence");
        var second = await person.ConnectAsync("dedicated");

        Assert.Equal([first, second], (await person.ConnectionsAsync()).Select(connection => connection.PhoneNumberId));
        Assert.Equal(first, (await person.StatusAsync()).PhoneNumberId);
    }
}
