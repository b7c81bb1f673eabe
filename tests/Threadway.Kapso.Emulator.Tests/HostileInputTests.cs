using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests;

/// <summary>Whatever comes in, the answer is a refusal in the form of its API, and what is kept can be shown again.</summary>
public class HostileInputTests
{
    private const string Customers = "/platform/v1/customers";
    private static readonly string Messages = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages";

    [Theory]
    [InlineData("""{"customer":{"name":"a","name":"b"}}""")]
    [InlineData("""{"customer":{"name":"\ud800"}}""")]
    [InlineData("""{"customer":{"name":"a","\udfff":"b"}}""")]
    public async Task JSON_that_cannot_be_kept_is_400_in_one_sentence(string body)
    {
        await using var lab = await Lab.StartAsync();

        var platform = await lab.PostAsync(Customers, body);
        var proxy = await lab.PostAsync(Messages, body);

        Assert.Equal(HttpStatusCode.BadRequest, platform.Status);
        Assert.StartsWith("The body", platform.Text("error"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "100", "OAuthException"), (proxy.Status, proxy.Text("error.code"), proxy.Text("error.type")));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_and_depth_without_end_are_400()
    {
        await using var lab = await Lab.StartAsync();
        byte[] broken = [.. """{"customer":{"name":"a"""u8, 0xC3, 0x28, .. "\"}}"u8];
        var deep = new string('[', 5000);

        using var content = new ByteArrayContent(broken);
        using var bytes = await lab.Http.PostAsync(new Uri(Customers, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var depth = await lab.PostAsync(Customers, deep);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bytes.StatusCode, depth.Status));
        Assert.Empty((await lab.GetAsync(Customers)).Data);
    }

    [Fact]
    public async Task A_pair_of_surrogates_and_a_byte_order_mark_are_fine()
    {
        await using var lab = await Lab.StartAsync();
        using var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. """{"customer":{"name":"\ud83e\udd56 Ana"}}"""u8]);

        using var created = await lab.Http.PostAsync(new Uri(Customers, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal("🥖 Ana", (await Reply.OfAsync(created)).Text("data.name"));
    }

    [Theory]
    [InlineData("messages?limit=many", "limit")]
    [InlineData("messages?after=!!!", "cursor")]
    [InlineData("messages?since=yesterday", "since")]
    [InlineData("messages?direction=sideways", "direction")]
    [InlineData("conversations?status=open", "status")]
    [InlineData("contacts?has_customer=maybe", "has_customer")]
    [InlineData("contacts?fields=name", "fields")]
    public async Task A_wrong_query_on_the_proxy_is_Metas_error_and_names_the_parameter(string query, string name)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.GetAsync($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
        Assert.Contains(name, refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    public async Task An_upload_that_is_no_form_is_error_100(string mimeType)
    {
        await using var lab = await Lab.StartAsync();
        using var content = new ByteArrayContent("--x\r\nrubbish"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mimeType);

        using var response = await lab.Http.PostAsync(
            new Uri($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/media", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var refused = await Reply.OfAsync(response);

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
    }

    [Fact]
    public async Task A_page_that_is_too_far_to_count_is_empty()
    {
        await using var lab = await Lab.StartAsync();

        var page = await lab.GetAsync($"{Customers}?page=2147483647&per_page=100");

        Assert.Equal((HttpStatusCode.OK, 0), (page.Status, page.Data.Count));
    }

    [Theory]
    [InlineData("GET", "/platform/v1/users")]
    [InlineData("GET", "/meta/whatsapp/v24.0/1/block_users")]
    [InlineData("GET", "/_emulator/nothing")]
    [InlineData("POST", "/platform/v1/broadcasts")]
    [InlineData("DELETE", "/platform/v1/whatsapp/messages/wamid.x")]
    [InlineData("PUT", "/platform/v1/customers")]
    [InlineData("GET", "/meta/whatsapp/v24.0/1/call_permissions")]
    [InlineData("POST", "/meta/whatsapp/v24.0/1/flows")]
    [InlineData("GET", "/api/v1/whatsapp_configs")]
    [InlineData("POST", "/api/v1/whatsapp_messages")]
    public async Task All_else_is_501_with_method_and_path(string method, string path)
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.SendAsync(new HttpMethod(method), path);

        Assert.Equal((HttpStatusCode.NotImplemented, $"{method} {path} is not emulated"), (answer.Status, answer.Text("error")));
    }

    [Fact]
    public async Task A_body_beyond_all_measure_is_413_with_a_sentence()
    {
        await using var lab = await Lab.StartAsync();

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, lab.Emulator.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {Customers} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: k\r\nContent-Length: 99000000\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("{\"error\":\"Request body too large", answer, StringComparison.Ordinal);
    }
}
