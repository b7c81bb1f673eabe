using System.Net;
using System.Text.Json.Nodes;

namespace Threadway.Web.Tests;

internal static class Expect
{
    /// <summary>Problem details with this status and stable code, and where given the field named.</summary>
    public static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string? field = null)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.False(string.IsNullOrWhiteSpace(problem["detail"]?.GetValue<string>()));
        if (field is not null) Assert.NotNull(problem["errors"]![field]);
    }

    /// <summary>Status, header names and body, without what differs from one answer to the next.</summary>
    public static async Task<string> ShapeAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (text.Length > 0)
        {
            var body = JsonNode.Parse(text)!.AsObject();
            body.Remove("traceId");
            text = body.ToJsonString();
        }
        var headers = answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal);
        return $"{(int)answer.StatusCode} {string.Join(',', headers)} {text}";
    }
}
