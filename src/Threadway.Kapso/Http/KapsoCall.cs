namespace Threadway.Kapso.Http;

/// <summary>One request: where to and with what, and the name that listeners know it by.</summary>
internal sealed record KapsoCall(string Operation, HttpMethod Method, string Path, string Query = "", byte[]? Body = null)
{
    /// <summary>A body that is not JSON.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Whether the body can be sent a second time; a stream that cannot go back can not.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The path for messages, where an id in the real one may be a phone number.</summary>
    public string? ShownPath { get; init; }

    /// <summary>Whether it changes something, so that a lost answer leaves doubt.</summary>
    public bool Changes => Method != HttpMethod.Get;

    public static KapsoCall Get(string operation, string path, string query = "") => new(operation, HttpMethod.Get, path, query);

    public static KapsoCall Post(string operation, string path, byte[] body) => new(operation, HttpMethod.Post, path, Body: body);

    public static KapsoCall Patch(string operation, string path, byte[] body) => new(operation, HttpMethod.Patch, path, Body: body);

    public static KapsoCall Delete(string operation, string path, string query = "") => new(operation, HttpMethod.Delete, path, query);

    /// <summary>Method and path without the query, which may hold names and numbers.</summary>
    public override string ToString() => $"{Method} {ShownPath ?? Path}";
}
