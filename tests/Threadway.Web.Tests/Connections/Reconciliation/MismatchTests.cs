using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>Whoever sits at the browser may choose another number than the one that a reconnect is for.</summary>
public sealed class MismatchTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task A_reconnect_link_is_for_its_number_and_type_alone(string connectionType)
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync(connectionType);
        await app.Kapso.RevokeAsync(number);

        using var answer = await person.AskToReconnectAsync(number);
        var link = await person.LinkOfAsync(answer);

        var atKapso = (await app.Kapso.LinksAsync(link.CustomerId)).First(row => row.Id == link.Id)!;
        var digits = new string([.. (await person.ConnectionAsync(number)).PhoneNumber!.Where(char.IsAsciiDigit)]);
        Assert.Equal(digits, atKapso.ReconnectPhoneNumber);
        Assert.Equal(connectionType, Assert.Single(atKapso.AllowedConnectionTypes));
    }

    [Fact]
    public async Task Another_number_that_came_out_of_a_reconnect_is_refused_in_words_and_not_connected()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("dedicated");
        using var gone = await person.DisconnectAsync(number);
        using var answer = await person.AskToReconnectAsync(number);
        var link = await person.LinkOfAsync(answer);

        var other = await app.Kapso.CompleteAsync(link.Id, webhook: "before", more: new { displayPhoneNumber = "+57 601 555 0199" });
        var page = await person.ReturnAsync(other.RedirectUrl);
        await app.SweepAsync();

        Assert.Equal($"/whatsapp/failed?link={link.Id}&code={Mismatch.Number}", page);
        Assert.False((await person.StatusAsync()).IsConnected);
        Assert.DoesNotContain(await person.ConnectionsAsync(), connection => connection.PhoneNumberId == other.PhoneNumberId);
        Assert.Contains(await app.AuditAsync(), entry => entry.Action == Mismatch.Number && entry.SetupLinkId == link.Id);
    }

    [Fact]
    public async Task A_number_refused_on_a_reconnect_can_be_connected_on_purpose_afterwards()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("dedicated");
        using var gone = await person.DisconnectAsync(number);
        using var answer = await person.AskToReconnectAsync(number);
        var other = await app.Kapso.CompleteAsync((await person.LinkOfAsync(answer)).Id, webhook: "never", more: new { displayPhoneNumber = "+57 601 555 0198" });
        await person.ReturnAsync(other.RedirectUrl);

        var link = await person.CreateLinkAsync();
        var wanted = await app.Kapso.CompleteAsync(link.Id, webhook: "never", more: new { displayPhoneNumber = "+57 601 555 0198" });
        var page = await person.ReturnAsync(wanted.RedirectUrl);

        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        Assert.Equal("connected", (await person.ConnectionAsync(wanted.PhoneNumberId)).Status);
    }

    [Fact]
    public async Task The_number_in_another_business_account_is_refused_in_words()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("dedicated");
        await app.Kapso.RevokeAsync(number);
        await Eventually.HoldsAsync(() => person.ConnectionAsync(number), connection => connection.Status == "needs_reconnect");
        using var answer = await person.AskToReconnectAsync(number);
        var link = await person.LinkOfAsync(answer);
        await app.ExpectBusinessAccountAsync(link.Id, "900000000000009");

        var completed = await app.Kapso.CompleteAsync(link.Id, webhook: "never");
        var page = await person.ReturnAsync(completed.RedirectUrl);

        Assert.Equal($"/whatsapp/failed?link={link.Id}&code={Mismatch.BusinessAccount}", page);
        var connection = await person.ConnectionAsync(number);
        Assert.Equal(("needs_reconnect", "wrongBusinessAccount"), (connection.Status, connection.Sending.Reason));
    }
}
