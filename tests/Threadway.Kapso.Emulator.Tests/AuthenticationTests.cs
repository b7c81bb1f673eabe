using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests;

public class AuthenticationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task A_missing_or_wrong_key_gets_401_in_the_shape_of_each_API(string? key)
    {
        await using var lab = await Lab.StartAsync(options => options.ApiKey = "right");
        lab.Http.DefaultRequestHeaders.Remove("X-API-Key");
        if (key is not null)
            lab.Http.DefaultRequestHeaders.Add("X-API-Key", key);

        var platform = await lab.GetAsync("/platform/v1/customers");
        var proxy = await lab.PostAsync($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages");

        Assert.Equal((HttpStatusCode.Unauthorized, "Invalid API key"), (platform.Status, platform.Text("error")));
        Assert.Equal((HttpStatusCode.Unauthorized, "Invalid API key"), (proxy.Status, proxy.Text("error.message")));
    }

    [Fact]
    public async Task Without_a_key_of_its_own_any_key_is_accepted_but_none_is_not()
    {
        await using var lab = await Lab.StartAsync();

        var any = await lab.GetAsync("/platform/v1/customers");
        lab.Http.DefaultRequestHeaders.Remove("X-API-Key");
        var none = await lab.GetAsync("/platform/v1/customers");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (any.Status, none.Status));
    }

    [Fact]
    public async Task The_proxy_takes_a_bearer_token_and_the_platform_does_not()
    {
        await using var lab = await Lab.StartAsync(options => options.ApiKey = "right");
        lab.Http.DefaultRequestHeaders.Remove("X-API-Key");
        lab.Http.DefaultRequestHeaders.Add("Authorization", "Bearer right");

        var platform = await lab.GetAsync("/platform/v1/customers");
        var proxy = await lab.PostAsync($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages");

        Assert.Equal(HttpStatusCode.Unauthorized, platform.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "100"), (proxy.Status, proxy.Text("error.code")));
    }

    [Theory]
    [InlineData("GET", "/platform/v1/users")]
    [InlineData("GET", "/meta/whatsapp/v24.0/1/block_users")]
    [InlineData("GET", "/_emulator/nothing")]
    public async Task What_is_not_emulated_says_so_with_method_and_path(string method, string path)
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.SendAsync(new HttpMethod(method), path);

        Assert.Equal((HttpStatusCode.NotImplemented, $"{method} {path} is not emulated"), (answer.Status, answer.Text("error")));
    }
}
