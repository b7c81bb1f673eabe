using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Threadway.Kapso.Http;

/// <summary>A path as it is sent, with where its ids stand: without them it is a route, which names nobody.</summary>
internal readonly record struct KapsoPath(string Text, Hole First = default, Hole Second = default)
{
    /// <summary>The path with names in place of ids: <c>/platform/v1/customers/{customer_id}</c>. Made when somebody asks.</summary>
    public string Route => (First.Name, Second.Name) switch
    {
        (null, _) => Text,
        (_, null) => $"{Text[..First.Start]}{First}{Text[First.End..]}",
        _ => $"{Text[..First.Start]}{First}{Text[First.End..Second.Start]}{Second}{Text[Second.End..]}",
    };

    public static KapsoPath Platform(EscapedPath path) => path.After("/platform/v1/");

    public static KapsoPath Meta(string graphVersion, EscapedPath path) => path.After($"/meta/whatsapp/{graphVersion}/");

    public override string ToString() => Text;
}

/// <summary>Where an id stands in a path, and what it is called.</summary>
internal readonly record struct Hole(int Start, int End, string? Name)
{
    /// <summary>As Kapso's own pages name it.</summary>
    public override string ToString() => $"{{{JsonNamingPolicy.SnakeCaseLower.ConvertName(Name ?? "")}}}";
}

/// <summary>An interpolated path whose holes are single segments: whatever an id holds, it stays one segment.</summary>
[InterpolatedStringHandler]
internal ref struct EscapedPath(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler text = new(literalLength, formattedCount);
    private Hole first;
    private Hole second;
    private int length;

    public KapsoPath After(string start) =>
        new(string.Concat(start, text.ToStringAndClear()), Moved(first, start.Length), Moved(second, start.Length));

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
        var hole = new Hole(start, length, name);
        if (first.Name is null)
            first = hole;
        else
            second = hole;
    }

    private static Hole Moved(Hole hole, int by) => hole.Name is null ? hole : new(hole.Start + by, hole.End + by, hole.Name);
}
