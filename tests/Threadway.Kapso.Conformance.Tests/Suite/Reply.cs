using System.Text.Json;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>An answer that was read to its end. Whatever is asked of it and does not hold fails the test with the whole answer.</summary>
public sealed record Reply(string Request, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public static async Task<Reply> OfAsync(string request, HttpResponseMessage response) => new(
        request,
        (int)response.StatusCode,
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

    public JsonObject Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Bytes) as JsonObject ?? throw Wrong("is not a JSON object");
            }
            catch (JsonException)
            {
                throw Wrong("is not JSON");
            }
        }
    }

    public Reply Is(int status) => IsOneOf(status);

    /// <summary>Where the contract leaves the status open.</summary>
    public Reply IsOneOf(params int[] statuses) =>
        statuses.Contains(Status) ? this : throw Wrong($"should have the status {string.Join(" or ", statuses)}");

    /// <summary>A delete: 204 and nothing (contract 2.1).</summary>
    public void IsEmpty()
    {
        Is(204);
        if (Bytes.Length > 0)
            throw Wrong("should be empty");
    }

    /// <summary>A bare object.</summary>
    public JsonObject Fits(Shape shape, int status = 200)
    {
        Is(status);
        return Check(Json, shape);
    }

    /// <summary><c>{"data": {...}}</c> and nothing beside it (contract 2.1).</summary>
    public JsonObject Data(Shape shape, int status = 200)
    {
        Is(status);
        Check(Json, Shapes.Single);
        return Check((JsonObject)Json["data"]!, shape);
    }

    /// <summary>Page list, body and headers (contract 2.1, 2.2).</summary>
    public IReadOnlyList<JsonObject> Page(Shape row)
    {
        Is(200);
        var meta = Check(Json, Shapes.PageList)["meta"]!;
        foreach (var (header, field) in new[] { ("X-Total", "total_count"), ("X-Total-Pages", "total_pages"), ("X-Per-Page", "per_page"), ("X-Page", "page") })
        {
            if (Header(header) != meta[field]!.ToJsonString())
                throw Wrong($"should have the header {header} with the value of meta.{field}");
        }

        return Rows(row);
    }

    /// <summary>The Platform's cursor list (contract 2.1).</summary>
    public IReadOnlyList<JsonObject> CursorPage(Shape row)
    {
        Is(200);
        Check(Json, Shapes.CursorList);
        return Rows(row);
    }

    /// <summary>The proxy's cursor list (contract 2.1).</summary>
    public IReadOnlyList<JsonObject> ProxyPage(Shape row)
    {
        Is(200);
        Check(Json, Shapes.ProxyList);
        return Rows(row);
    }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string Text(string path) =>
        path.Split('.').Aggregate((JsonNode?)Json, (node, name) => node?[name])?.ToString() ?? throw Wrong($"should have {path}");

    public Exception Wrong(string why) => new Xunit.Sdk.XunitException($"{Request} {why}. It is {this}");

    public override string ToString() => $"{Status}: {System.Text.Encoding.UTF8.GetString(Bytes)}";

    private List<JsonObject> Rows(Shape row) => [.. Json["data"]!.AsArray().Select(one => Check((JsonObject)one!, row))];

    private JsonObject Check(JsonObject json, Shape shape) =>
        shape.Violations(json, "").ToList() is { Count: > 0 } violations ? throw Wrong(string.Join("; ", violations)) : json;
}
