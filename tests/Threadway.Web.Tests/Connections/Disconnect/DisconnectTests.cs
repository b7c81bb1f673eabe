using System.Net;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Tests.Connections.Disconnect;

public sealed class DisconnectTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    [Fact]
    public async Task Disconnecting_removes_the_number_and_our_webhook_at_Kapso_and_keeps_the_history()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("dedicated");

        using var answer = await person.DisconnectAsync(number);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(await app.Kapso.HasNumberAsync(number));
        Assert.DoesNotContain(await app.Kapso.WebhooksAsync(), webhook => webhook.PhoneNumberId == number);
        var connection = await person.ConnectionAsync(number);
        Assert.Equal("disconnected", connection.Status);
        Assert.NotNull(connection.DisconnectedAt);
        Assert.False((await person.StatusAsync()).IsConnected);
        Assert.NotEmpty(await app.EvidenceAsync(number));
        Assert.Contains(await app.AuditAsync(), entry => entry.Action == "disconnect_requested" && entry.PhoneNumberId == number);
    }

    [Fact]
    public async Task Disconnecting_twice_or_twice_at_once_is_the_same_as_once()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        var answers = await Task.WhenAll(person.DisconnectAsync(number), person.DisconnectAsync(number));
        using var again = await person.DisconnectAsync(number);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Single(await app.AuditAsync(), entry => entry.Action == "disconnect_requested" && entry.PhoneNumberId == number);
    }

    [Theory]
    [InlineData("DELETE", "/platform/v1/whatsapp/phone_numbers", 503, null)]
    [InlineData("DELETE", "/platform/v1/whatsapp/phone_numbers", null, "before")]
    [InlineData("DELETE", "/platform/v1/whatsapp/webhooks", 503, null)]
    [InlineData("GET", "/platform/v1/whatsapp/phone_numbers", 503, null)]
    public async Task A_disconnect_that_Kapso_does_not_carry_out_is_kept_and_finished_by_the_sweep(string method, string route, int? status, string? drop)
    {
        await using var own = await ThreadwayApp.StartAsync(("Kapso:ResilienceEnabled", "false"));
        var person = await own.SignInAsync();
        var number = await person.ConnectAsync();
        await own.Kapso.FailNextAsync(new { method, route, status, drop });

        using var answer = await person.DisconnectAsync(number);
        var waiting = await person.ConnectionAsync(number);
        await own.Kapso.StopFailingAsync();
        await own.SweepAsync();
        var finished = await person.ConnectionAsync(number);

        await Expect.ProblemAsync(answer, HttpStatusCode.BadGateway, "kapso_disconnect_failed");
        Assert.Equal("disconnecting", waiting.Linked.Reason);
        Assert.Equal("disconnected", finished.Status);
        Assert.False(await own.Kapso.HasNumberAsync(number));
    }

    [Fact]
    public async Task Where_Kapso_allows_no_more_in_this_minute_the_answer_says_when_to_come_back_and_the_wish_is_kept()
    {
        await using var own = await ThreadwayApp.StartAsync(("Kapso:ResilienceEnabled", "false"));
        var person = await own.SignInAsync();
        var number = await person.ConnectAsync();
        await own.Kapso.FailNextAsync(new { method = "DELETE", route = "/platform/v1/whatsapp/phone_numbers", status = 429, retryAfterSeconds = 7, times = 1 });

        using var answer = await person.DisconnectAsync(number);

        await Expect.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "kapso_budget");
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("disconnecting", (await person.ConnectionAsync(number)).Linked.Reason);
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_found_to_be_done()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var number = await person.ConnectAsync();
        await own.Kapso.FailNextAsync(new { method = "DELETE", route = "/platform/v1/whatsapp/phone_numbers", drop = "after", times = 1 });

        using var answer = await person.DisconnectAsync(number);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("disconnected", (await person.ConnectionAsync(number)).Status);
    }

    [Fact]
    public async Task A_number_that_Kapso_shows_under_another_customer_is_not_removed_from_there()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var userId = await app.ForgetCustomerAsync((await person.StatusAsync()).KapsoCustomerId!);
        await app.RememberCustomerAsync(userId, await app.Kapso.CreateCustomerAsync("Somebody else"));

        using var answer = await person.DisconnectAsync(number);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.True(await app.Kapso.HasNumberAsync(number));
    }

    [Fact]
    public async Task A_coexistence_number_is_followed_until_the_owner_unlinked_it_on_the_phone()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("coexistence");
        using var answer = await person.DisconnectAsync(number);
        var before = await app.ViewAsync(number);

        await app.Kapso.RevokeAsync(number);

        await Eventually.HoldsAsync(() => app.ViewAsync(number), view => view.Disconnect!.UnlinkedOnPhone == true);
        Assert.Equal((true, false), (before.Disconnect!.RemovedAtKapso, before.Disconnect.UnlinkedOnPhone!.Value));
        Assert.Equal(ConnectionStatus.Disconnected, (await app.ViewAsync(number)).Status);
    }

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task Reconnecting_a_disconnected_number_brings_the_same_row_back(string connectionType)
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync(connectionType, more: new { verifiedName = "Café Sol" });
        var id = (await app.ViewAsync(number)).Id;
        var digits = (await person.ConnectionAsync(number)).PhoneNumber;
        using var gone = await person.DisconnectAsync(number);

        using var answer = await person.AskToReconnectAsync(number);
        var link = await person.LinkOfAsync(answer);
        var completed = await app.Kapso.CompleteAsync(link.Id, more: new { displayPhoneNumber = digits, verifiedName = "Café Sol" });
        await person.ReturnAsync(completed.RedirectUrl);

        var connection = Assert.Single(await person.ConnectionsAsync())!;
        Assert.Equal("connected", connection.Status);
        Assert.Equal(connectionType, connection.ConnectionType);
        Assert.Equal(id, (await app.ViewAsync(completed.PhoneNumberId)).Id);
        Assert.Null((await app.ViewAsync(completed.PhoneNumberId)).Disconnect);
    }

    [Fact]
    public async Task While_it_is_being_disconnected_a_number_cannot_be_reconnected()
    {
        await using var own = await ThreadwayApp.StartAsync(("Kapso:ResilienceEnabled", "false"));
        var person = await own.SignInAsync();
        var number = await person.ConnectAsync();
        await own.Kapso.FailNextAsync(new { method = "DELETE", route = "/platform/v1", status = 503 });
        using var pending = await person.DisconnectAsync(number);

        using var answer = await person.AskToReconnectAsync(number);

        await Expect.ProblemAsync(answer, HttpStatusCode.Conflict, "connection_disconnecting");
    }
}
