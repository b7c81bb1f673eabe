using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Requests;

/// <summary>A body as a person reads it: JSON laid out, secrets masked.</summary>
internal static class ShownBody
{
    private static readonly JsonWriterOptions LaidOut = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when there is nothing to read.</summary>
    public static string? Text(KeptBody? body) =>
        body?.Prefix is { } bytes ? Secrets.Mask(Encoding.UTF8.GetString(bytes)) : null;

    public static string Pretty(string text)
    {
        try
        {
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, LaidOut))
            {
                if (JsonNode.Parse(text) is not { } json)
                    return text;
                json.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            // Broken off, or never JSON: as it came.
            return text;
        }
    }
}
