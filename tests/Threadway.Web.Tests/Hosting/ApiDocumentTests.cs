using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Tests.Hosting;

public sealed class ApiDocumentTests(SharedApp shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_OpenAPI_document_describes_every_operation_by_its_original_name()
    {
        using var browser = shared.App.Anonymous();

        var document = await browser.GetFromJsonAsync<JsonObject>("/openapi/v1.json", Stop);

        var operations = document!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!["operationId"]?.GetValue<string>()).ToList();
        Assert.Contains("createWhatsAppSetupLink", operations);
        Assert.Contains("watchWhatsAppConnection", operations);
        Assert.DoesNotContain(null, operations);
    }

    [Fact]
    public async Task The_OpenAPI_document_says_which_calls_may_find_the_account_busy()
    {
        using var browser = shared.App.Anonymous();

        var document = await browser.GetFromJsonAsync<JsonObject>("/openapi/v1.json", Stop);

        var busy = document!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Where(operation => operation.Value!["responses"]!.AsObject().ContainsKey("503"))
            .Select(operation => operation.Value!["operationId"]!.GetValue<string>());
        Assert.Equal(["createWhatsAppSetupLink", "disconnectWhatsApp", "getMedia", "listTemplates", "markConversationRead", "reconnectWhatsApp", "uploadMedia"], busy.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_each_light_of_a_number()
    {
        using var browser = shared.App.Anonymous();

        var document = await browser.GetFromJsonAsync<JsonObject>("/openapi/v1.json", Stop);

        var number = document!["components"]!["schemas"]!["ConnectionAnswer"]!;
        foreach (var light in (string[])["linked", "receiving", "sending"])
        {
            Assert.EndsWith("LightAnswer", number["properties"]![light]!["$ref"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains(light, number["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        }
        Assert.NotNull(document["components"]!["schemas"]!["LightAnswer"]!["properties"]!["reason"]);
    }

    [Fact]
    public async Task The_OpenAPI_document_says_of_every_operation_what_it_is_for_and_shows_what_it_takes_and_gives()
    {
        using var browser = shared.App.Anonymous();

        var document = await browser.GetFromJsonAsync<JsonObject>("/openapi/v1.json", Stop);

        var operations = document!["paths"]!.AsObject().Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!)).ToList();
        Assert.True(operations.Count > 10, "The operations were not found.");
        Assert.Empty(operations.Where(operation => string.IsNullOrWhiteSpace(operation["summary"]?.GetValue<string>())).Select(operation => operation["operationId"]));
        Assert.Empty(operations.SelectMany(Unshown));

        static IEnumerable<string> Unshown(JsonNode operation) =>
            operation["responses"]!.AsObject().Where(answer => answer.Key.StartsWith('2')).Select(answer => (answer.Key, Body: answer.Value))
                .Append(("request", Body: operation["requestBody"]))
                .Where(part => part.Body?["content"]?["application/json"] is { } json && json["example"] is null)
                .Select(part => $"{operation["operationId"]} {part.Item1}");
    }

    [Fact]
    public async Task Every_answer_carries_a_strict_content_security_policy()
    {
        using var browser = shared.App.Anonymous();
        string[] paths = ["/sign-in", "/whatsapp/failed?code=x", "/api/whatsapp/connection", "/nowhere"];

        foreach (var path in paths)
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Stop);
            var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PUT", "/api/whatsapp/connection", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task What_is_not_there_is_a_problem_with_a_code(string method, string path, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));

        using var answer = await shared.App.Anonymous().SendAsync(request, Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<ShownProblem>(Stop))!.Code);
    }
}
