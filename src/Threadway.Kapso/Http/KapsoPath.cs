using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Threadway.Kapso.Http;

/// <summary>A path as it is sent, with where its ids stand: without them it is a route, which names nobody.</summary>
internal readonly record struct KapsoPath(string Text, Holes Holes = default)
{
    /// <summary>The path with names in place of ids: <c>/platform/v1/customers/{customer_id}</c>. Made when somebody asks.</summary>
    public string Route => Holes switch
    {
        { First: null } => Text,
        { Second: null } => $"{Text[..Holes.FirstStart]}{Named(Holes.First)}{Text[Holes.FirstEnd..]}",
        _ => $"{Text[..Holes.FirstStart]}{Named(Holes.First)}{Text[Holes.FirstEnd..Holes.SecondStart]}{Named(Holes.Second)}{Text[Holes.SecondEnd..]}",
    };

    public static KapsoPath Platform(EscapedPath path) => path.After("/platform/v1/");

    public static KapsoPath Meta(string graphVersion, EscapedPath path) => path.After($"/meta/whatsapp/{graphVersion}/");

    public override string ToString() => Text;

    // As Kapso's own pages name it.
    private static string Named(string name) => $"{{{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}}}";
}

/// <summary>Where ids stand in a path, at most two, and what they are called. Small, because every call carries it.</summary>
internal readonly record struct Holes(
    string? First, ushort FirstStart, ushort FirstEnd, string? Second = null, ushort SecondStart = 0, ushort SecondEnd = 0)
{
    public Holes After(int start) => this with
    {
        FirstStart = At(FirstStart + start),
        FirstEnd = At(FirstEnd + start),
        SecondStart = At(SecondStart + start),
        SecondEnd = At(SecondEnd + start),
    };

    public Holes And(string name, int start, int end) =>
        First is null ? new(name, At(start), At(end)) : this with { Second = name, SecondStart = At(start), SecondEnd = At(end) };

    private static ushort At(int place) => (ushort)Math.Min(place, ushort.MaxValue);
}

/// <summary>An interpolated path whose holes are single segments: whatever an id holds, it stays one segment.</summary>
[InterpolatedStringHandler]
internal ref struct EscapedPath(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler text = new(literalLength, formattedCount);
    private Holes holes;
    private int length;

    public KapsoPath After(string start) => new(string.Concat(start, text.ToStringAndClear()), holes.After(start.Length));

    public void AppendLiteral(string literal)
    {
        text.AppendLiteral(literal);
        length += literal.Length;
    }

    public void AppendFormatted(string segment, [CallerArgumentExpression(nameof(segment))] string name = "")
    {
        // Dot segments survive escaping and would climb to another resource.
        if (string.IsNullOrWhiteSpace(segment) || segment is "." or "..")
            throw new ArgumentException("An id must not be empty.", name);

        var start = length;
        AppendLiteral(Uri.EscapeDataString(segment));
        holes = holes.And(name, start, length);
    }
}
