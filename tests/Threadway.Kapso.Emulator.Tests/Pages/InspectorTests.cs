using System.Net;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Pages;

public partial class InspectorTests
{
    private const string Hostile = """<img src=x onerror=alert(1)>"'&""";

    [Fact]
    public async Task The_overview_says_what_to_do_first_until_there_is_a_customer()
    {
        await using var lab = await Lab.StartAsync();

        var before = (await lab.GetAsync("/")).Ok().Content;
        await lab.CustomerAsync("Bakery");
        var after = (await lab.GetAsync("/")).Ok().Content;

        Assert.Contains($"curl {lab.Emulator.BaseAddress.AbsoluteUri}platform/v1/customers -H", WebUtility.HtmlDecode(before), StringComparison.Ordinal);
        Assert.DoesNotContain("curl", after, StringComparison.Ordinal);
        Assert.Contains("Bakery", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_shows_numbers_links_messages_webhooks_and_requests_and_leads_to_their_pages()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SentIdAsync("""{"type":"text","text":{"body":"Good morning"}}""");
        var customer = (await lab.GetAsync("/platform/v1/customers")).Data[0]!["id"]!.ToString();
        var link = await lab.LinkAsync(customer);

        var page = (await lab.GetAsync("/")).Ok().Content;

        Assert.Contains($"id=\"number-{chat.NumberId}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/whatsapp/setup/{link.Text("data.token")}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/phones/{Chat.Phone}\"", page, StringComparison.Ordinal);
        Assert.Contains("Good morning", page, StringComparison.Ordinal);
        Assert.Contains(lab.Receiver.Url.AbsoluteUri, page, StringComparison.Ordinal);
        Assert.Contains($"/meta/whatsapp/v24.0/{chat.NumberId}/messages", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_stands_beside_each_id_and_what_matters_comes_before_the_requests()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync("Bakery");
        await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links");
        var number = (await lab.ConnectAsync("""{"verifiedName":"Panadería","displayPhoneNumber":"+34600112233"}""")).PhoneNumberId;
        await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{number}/health");

        var requests = WebUtility.HtmlDecode((await lab.GetAsync("/requests")).Ok().Content);
        var deliveries = WebUtility.HtmlDecode((await lab.GetAsync("/deliveries")).Ok().Content);
        var overview = (await lab.GetAsync("/")).Ok().Content;

        Assert.Matches($"phone_numbers/<wbr>{number}/<wbr>health</span>.*class=\"about\" dir=\"auto\">Panadería, \\+34 600 11 22 33<", requests);
        Assert.Matches("setup_links</span>.*class=\"about\" dir=\"auto\">Bakery<", requests);
        Assert.Contains(">Panadería, +34 600 11 22 33<", deliveries, StringComparison.Ordinal);
        string[] order = ["numbers", "links", "messages", "deliveries", "requests", "customers", "webhooks"];
        Assert.Equal(order, order.OrderBy(panel => overview.IndexOf($"id=\"{panel}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_others_wrote_is_text_on_every_page()
    {
        await using var lab = await Lab.StartAsync();
        var text = System.Text.Json.JsonSerializer.Serialize(Hostile);
        var (_, id) = await lab.ConnectAsync($$"""{"verifiedName":{{text}} }""");
        (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{id}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}?q=%3Cb","secret_key":"n","events":["whatsapp.message.received"],"headers":{"X-Note":{{text}}} } }
            """)).Ok();
        await lab.CustomerAsync(Hostile, Hostile);
        await lab.GetAsync("/platform/v1/<img src=x>?<img src=x onerror=alert(1)>");
        (await lab.PostAsync($"/_emulator/phones/573001234567/messages", $$"""{"phoneNumberId":"{{id}}","text":{"body":{{text}}} }""")).Ok();
        var delivery = (await lab.GetAsync("/_emulator/webhook-deliveries")).Json.AsArray()[^1]!["deliveryId"];
        var requests = (await lab.GetAsync("/_emulator/requests")).Json.AsArray().Select(one => $"/requests/{one!["id"]}");

        string[] pages = ["/", "/requests", $"/requests?path={Uri.EscapeDataString(Hostile)}", "/deliveries", $"/deliveries?event={Uri.EscapeDataString(Hostile)}", $"/deliveries/{delivery}", $"/deliveries/{delivery}?part", .. requests];

        foreach (var page in pages)
            Assert.DoesNotContain("<img", (await lab.GetAsync(page)).Ok().Content, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_log_of_deliveries_is_filtered_and_a_form_without_script_sends_one_again()
    {
        await using var lab = await Lab.StartAsync();
        lab.Receiver.AnswerNext(500);
        await lab.PostAsync($"/_emulator/phone-numbers/{KapsoEmulator.OperatorPhoneNumberId}/revoke");
        await lab.PostAsync($"/_emulator/phone-numbers/{KapsoEmulator.OperatorPhoneNumberId}/reconnect");

        var delivered = (await lab.GetAsync("/deliveries?status=delivered")).Ok().Content;
        var pending = (await lab.GetAsync("/deliveries?status=pending&event=disconnected")).Ok().Content;
        var id = Row().Match(pending).Groups[1].Value;
        var sent = await lab.PostAsync($"/deliveries/{id}/resend");
        var page = (await lab.GetAsync(sent.Headers["Location"])).Ok().Content;

        Assert.Contains("whatsapp.phone_number.reconnected", delivered, StringComparison.Ordinal);
        Assert.DoesNotContain("whatsapp.phone_number.disconnected", delivered, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        Assert.Contains("2 attempts", page, StringComparison.Ordinal);
        Assert.Contains("sent again", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync("/deliveries/7")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.PostAsync("/deliveries/7/resend")).Status);
    }

    [GeneratedRegex("id=\"delivery-([^\"]+)\"")]
    private static partial Regex Row();
}
