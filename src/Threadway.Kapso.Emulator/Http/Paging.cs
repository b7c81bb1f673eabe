using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Both kinds of lists (contract 2.2), newest first.</summary>
internal static class Paging
{
    // The server may lower per_page below what was asked (contract 2.2): low, so that callers really page.
    private const int LargestPage = 10;
    private const int DefaultPage = 20;
    private const int LargestLimit = 100;

    public static IResult ByPage(HttpContext http, IReadOnlyList<JsonObject> newestFirst) =>
        ByPage(http, newestFirst, row => row, LargestPage);

    /// <summary>Of a list that may be long: only what the page shows is made into JSON.</summary>
    public static IResult ByPage<T>(HttpContext http, IReadOnlyList<T> newestFirst, Func<T, JsonObject> json, int largestPage)
    {
        var query = new QueryReader(http.Request);
        var page = Math.Max(1, query.Number("page") ?? 1);
        var perPage = Math.Clamp(query.Number("per_page") ?? DefaultPage, 1, largestPage);
        var pages = (newestFirst.Count + perPage - 1) / perPage;
        var start = (int)Math.Min((long)(page - 1) * perPage, newestFirst.Count);

        var headers = http.Response.Headers;
        headers["X-Total"] = Text(newestFirst.Count);
        headers["X-Total-Pages"] = Text(pages);
        headers["X-Per-Page"] = Text(perPage);
        headers["X-Page"] = Text(page);
        if (Links(http.Request, page, pages) is { Length: > 0 } links)
            headers.Link = links;

        return Answer.Json(new JsonObject
        {
            ["data"] = Answer.Array(newestFirst.Skip(start).Take(perPage).Select(json)),
            ["meta"] = new JsonObject
            {
                ["page"] = page,
                ["per_page"] = perPage,
                ["total_pages"] = pages,
                ["total_count"] = newestFirst.Count,
            },
        });
    }

    /// <summary>How deep the old page style of contacts may go (contract 2.2, and 2.3, E5).</summary>
    public static void CheckLegacyWindow(HttpRequest request)
    {
        const int lastPage = 50;
        const int largestWindow = 5000;
        var query = new QueryReader(request);
        var (page, perPage) = (query.Number("page") ?? 1, query.Number("per_page") ?? DefaultPage);
        if (page <= lastPage && (long)page * perPage <= largestWindow)
            return;

        throw new Refusal(StatusCodes.Status400BadRequest, new JsonObject
        {
            ["message"] = "legacy_offset_pagination_limit_exceeded",
            ["detail"] = "Pages do not go this far; use limit with after or before instead.",
            ["requested_page"] = page,
            ["requested_per_page"] = perPage,
            ["requested_window"] = (long)page * perPage,
            ["max_page"] = lastPage,
            ["max_window"] = largestWindow,
            ["cursor_example"] = $"{request.Scheme}://{request.Host}{request.Path}?limit={LargestLimit}",
        });
    }

    public static IResult ByCursor<T>(HttpContext http, IReadOnlyList<T> newestFirst, Func<T, string> id, Func<T, JsonObject> json)
    {
        var (rows, start) = Cut(http, newestFirst, id);
        var (first, last) = Ends(rows, id);
        return Answer.Json(new JsonObject
        {
            ["data"] = Answer.Array(rows.Select(json)),
            ["paging"] = new JsonObject
            {
                ["cursors"] = new JsonObject { ["before"] = first, ["after"] = last },
                ["next"] = start + rows.Count < newestFirst.Count ? last : null,
                ["previous"] = start > 0 ? first : null,
            },
        });
    }

    /// <summary>As Meta pages: cursors alone, and an empty page after the last (contract 2.1).</summary>
    public static IResult ByProxyCursor<T>(HttpContext http, IReadOnlyList<T> newestFirst, Func<T, string> id, Func<T, JsonObject> json)
    {
        var rows = Cut(http, newestFirst, id).Rows;
        var (first, last) = Ends(rows, id);
        var cursors = rows.Count == 0 ? [] : new JsonObject { ["before"] = first, ["after"] = last };
        return Answer.Json(new JsonObject
        {
            ["data"] = Answer.Array(rows.Select(json)),
            ["paging"] = new JsonObject { ["cursors"] = cursors },
        });
    }

    private static (List<T> Rows, int Start) Cut<T>(HttpContext http, IReadOnlyList<T> newestFirst, Func<T, string> id)
    {
        var query = new QueryReader(http.Request);
        var limit = Math.Clamp(query.Number("limit") ?? DefaultPage, 1, LargestLimit);
        var start = 0;
        if (query.Text("after") is { } after)
            start = Position(after) + 1;
        else if (query.Text("before") is { } before)
            start = Math.Max(0, Position(before) - limit);
        return ([.. newestFirst.Skip(start).Take(limit)], start);

        int Position(string cursor)
        {
            for (var i = 0; i < newestFirst.Count; i++)
            {
                if (Cursor(id(newestFirst[i])) == cursor)
                    return i;
            }

            throw Refusal.Malformed("The cursor is not valid");
        }
    }

    private static (string? First, string? Last) Ends<T>(List<T> rows, Func<T, string> id) =>
        rows.Count == 0 ? (null, null) : (Cursor(id(rows[0])), Cursor(id(rows[^1])));

    private static string Cursor(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes(id));

    private static string Links(HttpRequest request, int page, int pages)
    {
        (string Rel, int Page)[] all = [("first", 1), ("prev", page - 1), ("next", page + 1), ("last", pages)];
        return string.Join(", ", all
            .Where(link => link.Page >= 1 && link.Page <= pages && link.Page != page)
            .Select(link => $"<{Address(request, link.Page)}>; rel=\"{link.Rel}\""));
    }

    private static string Address(HttpRequest request, int page)
    {
        var query = QueryString.Create(request.Query.Where(pair => pair.Key != "page")).Add("page", Text(page));
        return $"{request.Scheme}://{request.Host}{request.Path}{query}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
