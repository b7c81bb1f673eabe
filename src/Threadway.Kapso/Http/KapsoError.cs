using System.Text.Json;

namespace Threadway.Kapso.Http;

/// <summary>What an error body says, whichever of the five shapes it has (contract 2.3). Reading never throws.</summary>
internal sealed record KapsoError(string? Code = null, string? Title = null, string? Details = null, string? TraceId = null)
{
    public static KapsoError None { get; } = new();

    public static KapsoError Read(ReadOnlySpan<byte> body) => JsonRead.Object(body) is { } root ? Of(root) : None;

    private static KapsoError Of(JsonElement root) => root.Member("error") switch
    {
        { ValueKind: JsonValueKind.Object } error => new(
            error.Text("code"), error.Text("message"), error.Member("error_data")?.Text("details"), error.Text("fbtrace_id")),
        { } error => new(root.Text("code"), error.Text(), root.Text("message")),
        null => new(root.Text("code") ?? root.Text("message"), root.Text("message"), root.Text("detail")),
    };
}
