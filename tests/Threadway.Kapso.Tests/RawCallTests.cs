using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests;

public sealed class RawCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/platform/v1/broadcasts?per_page=5", "GET /platform/v1/broadcasts?per_page=5")]
    [InlineData("platform/v1/broadcasts", "GET /platform/v1/broadcasts")]
    [InlineData("https://kapso.example/platform/v1/broadcasts", "GET /platform/v1/broadcasts")]
    [InlineData("/meta/whatsapp/v24.0/601/flows", "GET /meta/whatsapp/v24.0/601/flows")]
    [InlineData("/platform/v1/contacts/a%2Fb", "GET /platform/v1/contacts/a%2Fb")]
    public async Task A_path_at_kapso_is_asked_for_with_the_key(string path, string line)
    {
        var kapso = new ScriptedKapso().Answers("""{"data":[1]}""", 200, answer => answer.Headers.Add("X-Total", "1"));

        var response = await kapso.Client().SendAsync(HttpMethod.Get, path, Token);

        Assert.Equal((line, "test-key"), (kapso.Request.Line, kapso.Request.Headers["X-API-Key"]));
        Assert.Equal(200, response.Status);
        Assert.Equal(1, response.Json?.GetProperty("data")[0].GetInt32());
        Assert.Equal(["1"], response.Headers["x-total"]);
        Assert.StartsWith("application/json", Assert.Single(response.Headers["Content-Type"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/platform/v1/customers")]
    [InlineData("//evil.example/platform/v1/customers")]
    [InlineData("\\\\evil.example\\x")]
    [InlineData("http://kapso.example/platform/v1/customers")]
    [InlineData("https://kapso.example:444/x")]
    [InlineData("https://kapso.example.evil.example/x")]
    [InlineData("https://kapso.example@evil.example/x")]
    [InlineData("https://me@kapso.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/platform/v1/customers#x")]
    public async Task What_leads_elsewhere_is_refused_before_the_key_leaves(string path)
    {
        var kapso = new ScriptedKapso();

        await Assert.ThrowsAsync<ArgumentException>(nameof(path), () => kapso.Client().SendAsync(HttpMethod.Get, path, Token));

        Assert.Empty(kapso.Requests);
    }

    [Theory]
    [InlineData("@evil.example/x")]
    [InlineData("/\\evil.example/x")]
    [InlineData(".evil.example/x")]
    [InlineData("/../../x\r\nX-Two: 2")]
    public async Task What_only_looks_so_stays_at_kapso(string path)
    {
        var kapso = new ScriptedKapso().Answers("{}");

        await kapso.Client().SendAsync(HttpMethod.Get, path, Token);

        Assert.Equal(ScriptedKapso.Origin.Host, Assert.Single(kapso.Hosts));
        Assert.False(kapso.Request.Headers.ContainsKey("X-Two"));
    }

    [Fact]
    public async Task A_body_is_json_of_either_kind_or_any_content()
    {
        var kapso = new ScriptedKapso().Answers("{}", 201).Answers("{}").Answers("{}");
        using var client = kapso.Client();

        await client.SendAsync(HttpMethod.Post, "/platform/v1/x", new JsonObject { ["x"] = new JsonObject { ["name"] = "Ñ" } }, Token);
        await client.SendAsync(HttpMethod.Patch, "/platform/v1/x", JsonElement.Parse("""{"a":1}"""), Token);
        await client.SendAsync(HttpMethod.Put, "/platform/v1/x", new StringContent("text"), Token);

        Assert.Equal(["{\"x\":{\"name\":\"\\u00D1\"}}", "{\"a\":1}", "text"], kapso.Requests.Select(request => request.Body));
        Assert.Equal(
            ["application/json", "application/json", "text/plain; charset=utf-8"],
            kapso.Requests.Select(request => request.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("", 204)]
    [InlineData("<html>", 200)]
    public async Task An_answer_that_is_no_json_is_there_as_it_came(string body, int status)
    {
        var response = await ScriptedKapso.Answering(body, status).SendAsync(HttpMethod.Get, "/platform/v1/x", Token);

        Assert.Equal((status, null), (response.Status, response.Json));
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(response.Body.Span));
    }

    [Fact]
    public async Task A_refusal_is_the_exception_of_every_other_call_and_names_the_route_without_ids()
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"Contact not found"}""", 404);

        var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(
            () => kapso.SendAsync(HttpMethod.Get, "/platform/v1/whatsapp/contacts/34600998877?token=s3cret", Token));

        Assert.StartsWith("Kapso answered 404 to GET /platform/v1/whatsapp/contacts/{id}: Contact not found", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_repeated_as_other_calls_are_and_a_post_with_a_lost_answer_is_not()
    {
        var kapso = new ScriptedKapso().Answers("{}", 503).Answers("{}").RefusesConnection().Answers("{}", 201).IsCutOff();
        using var client = kapso.ResilientClient(TimeProvider.System, options => options.MaxRetryDelay = TimeSpan.Zero);

        await client.SendAsync(HttpMethod.Put, "/platform/v1/x", new JsonObject(), Token);
        await client.SendAsync(HttpMethod.Post, "/platform/v1/x", new JsonObject(), Token);
        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => client.SendAsync(HttpMethod.Post, "/platform/v1/x", new JsonObject(), Token));

        Assert.Equal(5, kapso.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_was_read_is_not_sent_a_second_time()
    {
        var kapso = new ScriptedKapso().RefusesConnection();
        using var client = kapso.ResilientClient(TimeProvider.System, options => options.MaxRetryDelay = TimeSpan.Zero);

        await Assert.ThrowsAsync<KapsoException>(
            () => client.SendAsync(HttpMethod.Put, "/platform/v1/x", new StreamContent(new MemoryStream([1])), Token));

        Assert.Single(kapso.Requests);
    }

    [Fact]
    public async Task One_call_may_have_options_of_its_own()
    {
        var kapso = new ScriptedKapso().Answers("{}");

        await kapso.Client().With(new() { ApiKey = "other-key" }).SendAsync(HttpMethod.Get, "/platform/v1/x", Token);

        Assert.Equal("other-key", kapso.Request.Headers["X-API-Key"]);
    }
}
