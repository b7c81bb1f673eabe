using System.Runtime.CompilerServices;

namespace Threadway.Kapso.Http;

internal static class KapsoPath
{
    public static string Platform(EscapedPath path) => $"/platform/v1/{path.Take()}";

    public static string Meta(string graphVersion, EscapedPath path) => $"/meta/whatsapp/{graphVersion}/{path.Take()}";
}

/// <summary>An interpolated path whose holes are single segments: whatever an id holds, it stays one segment.</summary>
[InterpolatedStringHandler]
internal ref struct EscapedPath(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler text = new(literalLength, formattedCount);

    public string Take() => text.ToStringAndClear();

    public void AppendLiteral(string literal) => text.AppendLiteral(literal);

    public void AppendFormatted(string segment, [CallerArgumentExpression(nameof(segment))] string? name = null)
    {
        // Dot segments survive escaping and would climb to another resource.
        if (string.IsNullOrWhiteSpace(segment) || segment is "." or "..")
            throw new ArgumentException("An id must not be empty.", name);

        text.AppendLiteral(Uri.EscapeDataString(segment));
    }
}
