namespace Threadway.Kapso.Http;

/// <summary>One request: where to and with what, and the name that listeners know it by.</summary>
internal sealed record KapsoCall(string Operation, HttpMethod Method, KapsoPath Path, string Query = "", byte[]? Body = null)
{
    /// <summary>What few calls have.</summary>
    public CallExtras? Extras { get; init; }

    /// <summary>The path without ids: one of few, whatever is asked for.</summary>
    public string Route => Extras?.Route ?? Path.Route;

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
    public override string ToString() => $"{Method} {(Extras is { NamesPerson: true } ? Route : Path.Text)}";
}

/// <summary>What few calls have; apart from the call, so that the many stay small.</summary>
internal sealed class CallExtras
{
    /// <summary>Of an id in the path that may be, or hold, a person's phone number: messages name the route alone.</summary>
    public static readonly CallExtras OfPerson = new() { NamesPerson = true };

    /// <summary>Whether messages name the route alone.</summary>
    public bool NamesPerson { get; init; }

    /// <summary>A body that is not JSON.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Whether the body can be sent a second time; a stream that cannot go back can not.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The route of a path that was not written here.</summary>
    public string? Route { get; init; }

    /// <summary>Whether the headers of the answer are wanted too.</summary>
    public bool WantsHeaders { get; init; }

    /// <summary>The answer, for its headers.</summary>
    public HttpResponseMessage? Answer { get; set; }
}
