using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Http;

/// <summary>
/// Reads addresses that others wrote. On Unix <see cref="Uri"/> takes a text that begins with a slash for a file of this machine
/// (<c>file:///x</c>), and one that begins with two for another host: neither is an address here.
/// </summary>
internal static class WebAddress
{
    private static readonly string[] NoAddresses = ["file", "javascript", "vbscript", "data", "blob"];

    /// <summary>An absolute address of HTTP, or <see langword="null"/>.</summary>
    public static Uri? Read(string? text) => ReadAny(text) is { Scheme: "https" or "http" } address ? address : null;

    /// <summary>An absolute address with a scheme of its own; an app may have one.</summary>
    public static Uri? ReadAny(string? text) =>
        text is not null && !IsRooted(text) && Uri.TryCreate(text, UriKind.Absolute, out var address) && !NoAddresses.Contains(address.Scheme)
            ? address
            : null;

    /// <summary>An absolute address of HTTP, or a path on Kapso's origin as a relative one.</summary>
    public static Uri? ReadFile(string? text) => PathOf(text) is { } path ? path : Read(text);

    /// <summary>
    /// Where a file is fetched: a path on Kapso's origin, or an address of HTTP. Not encrypted only where Kapso is not, on the same
    /// machine: what came by webhook must not lead to where anybody listens.
    /// </summary>
    public static Uri? Resolve(Uri address, Uri origin) => PathOf(address.OriginalString) is { } path
        ? new Uri(origin, path)
        : Read(address.OriginalString) switch
        {
            { Scheme: "https" } web => web,
            { } web when origin.Scheme == "http" && (web.Host == origin.Host || (web.IsLoopback && origin.IsLoopback)) => web,
            _ => null,
        };

    private static Uri? PathOf(string? text) =>
        text is ['/'] or ['/', not '/' and not '\\', ..] && Uri.TryCreate(text, UriKind.Relative, out var path) ? path : null;

    private static bool IsRooted(string text) => text.AsSpan().TrimStart() is ['/' or '\\', ..];
}

/// <summary>Reads an absolute address and nothing else; see <see cref="WebAddress"/>.</summary>
internal sealed class AddressConverter : JsonConverter<Uri>
{
    public override Uri? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? WebAddress.ReadAny(reader.GetString()) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Uri value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.OriginalString);
}

/// <summary>Reads an address of a file; see <see cref="WebAddress"/>.</summary>
internal sealed class FileAddressConverter : JsonConverter<Uri>
{
    public override Uri? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? WebAddress.ReadFile(reader.GetString()) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Uri value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.OriginalString);
}
