using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests;

public class AuthenticationTests
{
    [Fact]
    public async Task Without_a_key_of_its_own_any_key_is_accepted_but_none_is_not()
    {
        await using var lab = await Lab.StartAsync();

        var any = await lab.GetAsync("/platform/v1/customers");
        lab.Http.DefaultRequestHeaders.Remove("X-API-Key");
        var none = await lab.GetAsync("/platform/v1/customers");
        var proxy = await lab.GetAsync($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages");

        Assert.Equal(HttpStatusCode.OK, any.Status);
        Assert.Equal(("Invalid API key", "Invalid API key"), (none.Text("error"), proxy.Text("error.message")));
    }
}
