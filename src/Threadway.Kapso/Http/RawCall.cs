using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Http;

/// <summary>Makes a call of a path that the caller wrote. Whatever the path holds, it leads to Kapso: the key goes nowhere else.</summary>
internal static partial class RawCall
{
    private const string Operation = "kapso.send";

    public static KapsoCall Of(Uri server, HttpMethod method, string path, byte[]? body = null, HttpContent? content = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);

        // Resolved as a browser would, so that what looks like a path and names another host is found out before it is sent.
        if (!Uri.TryCreate(server, path, out var address)
            || address.GetLeftPart(UriPartial.Authority) != server.GetLeftPart(UriPartial.Authority)
            || address.UserInfo.Length > 0
            || address.Fragment.Length > 0)
        {
            throw new ArgumentException(
                $"The path must lie at {server.GetLeftPart(UriPartial.Authority)}, such as /platform/v1/customers or /meta/whatsapp/v24.0/….",
                nameof(path));
        }

        return new(Operation, method, new(address.AbsolutePath), address.Query, body)
        {
            Extras = new()
            {
                NamesPerson = true,
                Content = content,
                IsRepeatable = content is null or ByteArrayContent,
                Route = RouteOf(address),
                WantsHeaders = true,
            },
        };
    }

    public static byte[] BytesOf(JsonNode body) => JsonBody.Written(body, static (writer, body) => body.WriteTo(writer));

    public static byte[] BytesOf(JsonElement body) => JsonBody.Written(body, static (writer, body) => body.WriteTo(writer));

    // What is no plain word or version is an id.
    private static string RouteOf(Uri address) => string.Join('/', address.AbsolutePath
        .Split('/')
        .Select(segment => segment.Length == 0 || Word().IsMatch(segment) ? segment : "{id}"));

    [GeneratedRegex(@"^(?:[a-z_]{1,40}|v\d{1,3}(?:\.\d{1,3})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
