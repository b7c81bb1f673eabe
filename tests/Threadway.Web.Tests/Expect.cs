using System.Net;
using System.Text.Json;
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
        var problem = JsonSerializer.Deserialize<ShownProblem>(body, JsonSerializerOptions.Web)!;
        Assert.Equal(code, problem.Code);
        Assert.False(string.IsNullOrWhiteSpace(problem.Detail));
        if (field is not null) Assert.Contains(field, problem.Errors!);
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
