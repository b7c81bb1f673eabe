using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Threadway.Web.Hosting.Paging;

/// <summary>A part of a list, the newest first.</summary>
/// <param name="Next">Give it as <c>after</c> for the next part; left out at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Data, string? Next = null);

/// <summary>Which part of a list is wanted.</summary>
/// <param name="List">Names the list, for its cursors.</param>
/// <param name="After">Null for its beginning.</param>
internal sealed record PageRequest(string List, int Limit, Place? After)
{
    private const int MostRows = 100;
    private const int UsualRows = 20;

    public static bool TryRead(
        string list, int? limit, string? after, [NotNullWhen(true)] out PageRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (request, problem) = (null, null);
        Place? place = null;
        if (limit is < 1 or > MostRows)
            problem = Problems.Invalid("limit", $"limit is how many are wanted: 1 to {MostRows}.");
        else if (after is { Length: > 0 } && (place = Cursor.Read(list, after)) is null)
            problem = Problems.Invalid("after", "after is not a cursor of this list: give the next of its answer as it is, or leave after out to begin anew.", code: "invalid_cursor");
        else
            request = new(list, limit ?? UsualRows, place);
        return problem is null;
    }

    /// <summary>One row more than the page holds: whether there is a next page is then known without counting.</summary>
    public int Rows => Limit + 1;

    /// <summary>The cursor behind the page, of as many rows as <see cref="Rows"/> asks for; null where they are the last.</summary>
    public string? Next<T>(IReadOnlyList<T> rows, Func<T, Place> placeOf) => rows.Count < Rows ? null : Cursor.Write(List, placeOf(rows[Limit - 1]));
}
