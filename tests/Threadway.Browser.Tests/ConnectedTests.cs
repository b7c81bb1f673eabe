using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class ConnectedTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Nothing_is_promised_to_turn_green_that_is_green_already()
    {
        var visitor = await ArriveAsync("connected", Look.Desk);
        await visitor.Page.ReloadAsync();

        await Expect(visitor.Page.Locator(".light.good")).ToHaveCountAsync(3);
        await Expect(visitor.Says(visitor.Words["Connected.Watch"])).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Whose_number_does_not_receive_yet_is_told_that_it_will()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync();
        await StartOverWithReceivingAsync(number);

        await visitor.OpenAsync($"/whatsapp/connected?number={number}");

        await Expect(visitor.Says(visitor.Words["Connected.Watch"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Saying_hello_leads_to_the_persons_own_emulated_phone()
    {
        var visitor = await ArriveAsync("connected", Look.Desk);

        var phone = await visitor.Page.Context.RunAndWaitForPageAsync(() => visitor.Page.GetByText(visitor.Words["Connected.OpenPhone"]).ClickAsync());

        await Expect(phone).ToHaveURLAsync(new Uri(visitor.App.Kapso.Address, $"/phones/{Uri.EscapeDataString(visitor.Person.PhoneNumber)}").AbsoluteUri);
        await Expect(phone.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
    }

    private async Task StartOverWithReceivingAsync(string phoneNumberId)
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync();
        var connection = await db.Connections.SingleAsync(c => c.PhoneNumberId == phoneNumberId);
        connection.Lights = connection.Lights with { Receiving = LightReason.ReceivingPending };
        await db.SaveChangesAsync();
    }
}
