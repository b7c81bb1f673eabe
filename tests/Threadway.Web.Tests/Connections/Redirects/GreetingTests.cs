using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Connections.Redirects;
using Threadway.Web.Data;
using Threadway.Web.Kapso;

namespace Threadway.Web.Tests.Connections.Redirects;

/// <summary>Where "say hello" leads.</summary>
public sealed class GreetingTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_emulator_it_leads_to_the_users_own_phone_and_with_Kapso_to_WhatsApp()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync(more: new { displayPhoneNumber = "+57 300 444 5566" });
        var (user, view) = (await app.OwnerAsync(number), await app.ViewAsync(number));

        var emulated = await app.Services.GetRequiredService<Greetings>().ForAsync(user, view, Stop);
        var real = await WithKapso().ForAsync(user, view, Stop);

        Assert.Equal(new Greeting(new Uri(app.Kapso.Address, $"/phones/{Uri.EscapeDataString(person.PhoneNumber)}"), Emulated: true), emulated);
        Assert.Equal(new Greeting(new Uri("https://wa.me/573004445566"), Emulated: false), real);
    }

    [Fact]
    public async Task Whose_own_number_it_is_writes_from_another_phone()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync(more: new { displayPhoneNumber = person.PhoneNumber });

        var greeting = await app.Services.GetRequiredService<Greetings>().ForAsync(await app.OwnerAsync(number), await app.ViewAsync(number), Stop);

        Assert.Equal(new Uri(app.Kapso.Address, "/phones"), greeting!.Address);
    }

    [Fact]
    public async Task A_number_that_is_not_known_yet_leads_nowhere_and_so_has_no_link()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var view = await app.ViewAsync(number);

        Assert.Null(await WithKapso().ForAsync(await app.OwnerAsync(number), view with { PhoneNumber = null }, Stop));
    }

    private Greetings WithKapso() => new(
        new EmulatorNotice(Options.Create(new KapsoOptions { ApiKey = "a-key", BaseUrl = new Uri("https://api.kapso.ai") }), NullLogger<EmulatorNotice>.Instance),
        app.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>());
}
