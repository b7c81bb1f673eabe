using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Reads JSON that can be kept and shown again: no key twice, and all text is Unicode.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions OnceEach = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The body is not such JSON.</exception>
    public static async Task<JsonNode?> ReadAsync(HttpRequest request, JsonNode? whenEmpty = null)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        var body = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        return whenEmpty is not null && body.Trim(" \t\r\n"u8).IsEmpty ? whenEmpty : Parse(body);
    }

    /// <exception cref="JsonException">The text is not such JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(json))
            throw new JsonException("The body is not UTF-8");
        if (json.IndexOf(@"\u"u8) >= 0)
            CheckEscapes(json);
        return JsonNode.Parse(json, documentOptions: OnceEach);
    }

    /// <summary>Half a surrogate pair parses, and throws only when somebody looks at it: then each list that holds it would fail.</summary>
    private static void CheckEscapes(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("The body holds text that is not Unicode", half);
        }
    }
}
