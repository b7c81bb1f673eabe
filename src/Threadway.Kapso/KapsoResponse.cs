using System.Collections.Frozen;
using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>What <see cref="KapsoClient.SendAsync(HttpMethod, string, CancellationToken)"/> was answered with: a success, for a failure is thrown.</summary>
public sealed record KapsoResponse
{
    /// <summary>The HTTP status, from 200 to 299.</summary>
    public required int Status { get; init; }

    /// <summary>The headers, by name in any case; several of one name are apart.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } =
        FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The body as JSON, its envelope (<c>data</c>) included; <see langword="null"/> when there is none, or it is no JSON.</summary>
    public JsonElement? Json { get; init; }

    /// <summary>The body as it came, of at most 8 MiB.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Says how it went, and nothing of what came.</summary>
    public override string ToString() => $"KapsoResponse {{ Status = {Status}, Body = {Body.Length} bytes }}";

    internal static KapsoResponse Of(AnswerBody answer, HttpResponseMessage? message)
    {
        var body = answer.Bytes.ToArray();
        return new()
        {
            Status = answer.Status,
            Headers = (message is null ? [] : message.Headers.Concat(message.Content.Headers))
                .GroupBy(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(
                    group => group.Key,
                    group => (IReadOnlyList<string>)[.. group.SelectMany(values => values)],
                    StringComparer.OrdinalIgnoreCase),
            Json = JsonRead.Value(body),
            Body = body,
        };
    }
}
