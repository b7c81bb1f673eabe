namespace Threadway.Kapso.Emulator.Requests;

/// <summary>One request to either API, as it was answered.</summary>
internal sealed class RequestEntry
{
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Method { get; init; }

    /// <summary>With the query; secrets are masked when somebody looks (<see cref="Secrets"/>).</summary>
    public required string Address { get; init; }

    /// <summary>Null when the connection was cut before an answer.</summary>
    public required int? Status { get; init; }

    public required TimeSpan Duration { get; init; }
    public KeptBody? Sent { get; init; }
    public KeptBody? Answered { get; init; }

    public bool IsError => Status is null or >= StatusCodes.Status400BadRequest;
}

/// <summary>How a body begins; no bytes when it is not text, or when too many came at once to keep them all.</summary>
internal sealed record KeptBody(string? ContentType, long Length, byte[]? Prefix)
{
    public bool IsWhole => Prefix?.Length == Length;
}
