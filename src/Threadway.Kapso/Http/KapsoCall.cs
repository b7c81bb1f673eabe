namespace Threadway.Kapso.Http;

/// <summary>One request: where to and with what, and the name that listeners know it by.</summary>
internal sealed record KapsoCall(string Operation, HttpMethod Method, KapsoPath Path, string Query = "", byte[]? Body = null)
{
    /// <summary>A body that is not JSON.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Whether the body can be sent a second time; a stream that cannot go back can not.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Whether an id in the path may be, or hold, a person's phone number, so that messages name the route alone.</summary>
    public bool NamesPerson { get; init; }

    /// <summary>The path without ids: one of few, whatever is asked for.</summary>
    public string Route
    {
        get => field ??= Path.Route;
        init;
    }

    /// <summary>Whether it changes something, so that a lost answer leaves doubt.</summary>
    public bool Changes => Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>Whether a message goes out: the one place where Meta's proxy lets one call at a time through (contract 12.3).</summary>
    public bool Sends =>
        Method == HttpMethod.Post
        && Path.Text.StartsWith("/meta/", StringComparison.Ordinal)
        && (Path.Text.EndsWith("/messages", StringComparison.Ordinal) || Path.Text.EndsWith("/marketing_messages", StringComparison.Ordinal));

    /// <summary>Whether it takes a number in, which one project can do alone (contract 6.2).</summary>
    public bool ConnectsNumber => Method == HttpMethod.Post && Path.Text.EndsWith("/whatsapp/phone_numbers", StringComparison.Ordinal);

    public static KapsoCall Get(string operation, KapsoPath path, string query = "") => new(operation, HttpMethod.Get, path, query);

    public static KapsoCall Post(string operation, KapsoPath path, byte[] body) => new(operation, HttpMethod.Post, path, Body: body);

    public static KapsoCall Patch(string operation, KapsoPath path, byte[] body) => new(operation, HttpMethod.Patch, path, Body: body);

    public static KapsoCall Delete(string operation, KapsoPath path, string query = "") => new(operation, HttpMethod.Delete, path, query);

    /// <summary>Method and path without the query, which may hold names and numbers.</summary>
    public override string ToString() => $"{Method} {(NamesPerson ? Route : Path.Text)}";
}
