using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Pages;

public class RequestLogTests
{
    [Fact]
    public async Task Requests_to_both_APIs_are_kept_with_their_bodies_oldest_first_and_control_calls_are_not()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PostAsync("/platform/v1/customers", """{"customer":{"name":"Bakery"}}""");
        await lab.GetAsync("/_emulator/stats");
        await lab.PostAsync("/meta/whatsapp/v24.0/1/messages", """{"messaging_product":"sms"}""");
        var log = await LogAsync(lab);

        Assert.Equal(["/platform/v1/customers", "/meta/whatsapp/v24.0/1/messages"], log.Select(one => one!["path"]!.ToString()));
        Assert.Equal(["id", "at", "method", "path", "status", "durationMs", "requestBytes", "requestBody", "responseBytes", "responseBody"], log[0]!.AsObject().Select(field => field.Key));
        Assert.Equal(("POST", "201", """{"customer":{"name":"Bakery"}}"""), (
            log[0]!["method"]!.ToString(), log[0]!["status"]!.ToString(), log[0]!["requestBody"]!.ToString()));
        Assert.StartsWith("""{"data":{"id":""", log[0]!["responseBody"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("400", log[1]!["status"]!.ToString());
        Assert.Contains("messaging_product must be whatsapp", log[1]!["responseBody"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_secrets_and_tokens_are_masked_in_the_log_and_on_its_pages()
    {
        await using var lab = await Lab.StartAsync(options => options.ApiKey = "key-nobody-sees");
        var link = await lab.LinkAsync(await lab.CustomerAsync());
        await lab.GetAsync("/meta/whatsapp/media_download?token=nobody-sees-either");
        await lab.PostAsync("/platform/v1/whatsapp/webhooks", """{"whatsapp_webhook":{"url":"https://shop.example/a","secret_key":"nor \"this\" one","events":["project.event"],"headers":{"Authorization":"Bearer hidden-too","x-shop-token":"hidden-too"}}}""");

        var log = (await lab.GetAsync("/_emulator/requests")).Content;
        var pages = await PagesAsync(lab, "/", "/requests", "/requests/2", "/requests/3", "/requests/4");

        foreach (var secret in new[] { "key-nobody-sees", link.Text("data.token"), "nobody-sees-either", "nor ", "hidden-too" })
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        foreach (var secret in new[] { "key-nobody-sees", "nobody-sees-either", "nor ", "hidden-too" })
            Assert.DoesNotContain(secret, pages, StringComparison.Ordinal);
        Assert.Contains("https://shop.example/a", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_bounded_and_so_are_the_bodies_that_it_keeps()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PostAsync("/platform/v1/customers", $$"""{"customer":{"name":"{{new string('x', 20_000)}}"} }""");
        var long1 = Assert.Single(await LogAsync(lab))!;
        for (var i = 0; i < 505; i++)
            await lab.GetAsync("/platform/v1/customers/7");
        var log = await LogAsync(lab);

        Assert.Equal((20_025, 8 * 1024), (long1["requestBytes"]!.GetValue<int>(), long1["requestBody"]!.ToString().Length));
        Assert.Equal((500, 7, 506), (log.Count, log[0]!["id"]!.GetValue<int>(), log[^1]!["id"]!.GetValue<int>()));
        Assert.Equal([505, 506], (await LogAsync(lab, "?after=504")).Select(one => one!["id"]!.GetValue<int>()));
        Assert.Equal([506], (await LogAsync(lab, "?limit=1")).Select(one => one!["id"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync("/requests/1")).Status);
    }

    [Fact]
    public async Task A_request_whose_connection_was_cut_has_no_status_and_a_reset_empties_the_log()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync("/_emulator/failures", """[{"drop":"after","times":1}]""");

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.GetAsync("/platform/v1/customers"));
        var cut = await Eventually.HoldsAsync(() => LogAsync(lab), log => log.Count == 1);
        await lab.PostAsync("/_emulator/reset");

        Assert.Null(Assert.Single(cut)!["status"]);
        Assert.Empty(await LogAsync(lab));
    }

    [Fact]
    public async Task A_file_passes_through_unharmed_and_is_not_kept()
    {
        await using var lab = await Lab.StartAsync();
        byte[] file = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Repeat((byte)7, 30_000)];
        using var form = new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new ByteArrayContent(file) { Headers = { ContentType = new("image/png") } }, "file", "a.png" },
        };

        using var uploaded = await lab.Http.PostAsync(
            new Uri($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/media", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var id = (await Reply.OfAsync(uploaded)).Ok().Text("id");
        var url = (await lab.GetAsync($"/meta/whatsapp/v24.0/{id}?phone_number_id={KapsoEmulator.OperatorPhoneNumberId}")).Ok().Text("url");
        var back = await lab.Http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken);
        var log = await LogAsync(lab);

        Assert.Equal(file, back);
        Assert.Null(log[0]!["requestBody"]);
        Assert.Null(log[^1]!["responseBody"]);
        Assert.Equal(file.Length, log[^1]!["responseBytes"]!.GetValue<int>());
    }

    private static async Task<JsonArray> LogAsync(Lab lab, string query = "") => (await lab.GetAsync($"/_emulator/requests{query}")).Json.AsArray();

    private static async Task<string> PagesAsync(Lab lab, params string[] paths)
    {
        var all = "";
        foreach (var path in paths)
            all += (await lab.GetAsync(path)).Ok().Content;
        return all;
    }
}
