using System.Text.Json;

namespace Threadway.Kapso.Http;

/// <summary>What an error body says, whichever of the five shapes it has (contract 2.3). Reading never throws.</summary>
internal sealed record KapsoError
{
    public static KapsoError None { get; } = new();

    public string? Code { get; init; }

    public string? Subcode { get; init; }

    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Details { get; init; }

    public string? UserTitle { get; init; }

    public string? UserMessage { get; init; }

    public string? TraceId { get; init; }

    public string? Href { get; init; }

    public static KapsoError Read(ReadOnlySpan<byte> body) => JsonRead.Object(body) is { } root ? Of(root) : None;

    /// <summary>One of Meta's error objects, as answers have them.</summary>
    public static KapsoError OfMeta(JsonElement error) => new()
    {
        Code = Word(error, "code"),
        Subcode = Word(error, "error_subcode"),
        Type = Word(error, "type"),
        Title = Word(error, "message") ?? Word(error, "title"),
        Details = DetailsOf(error.Member("error_data")) ?? Word(error, "details"),
        UserTitle = Word(error, "error_user_title"),
        UserMessage = Word(error, "error_user_msg"),
        TraceId = Word(error, "fbtrace_id"),
        Href = Word(error, "href"),
    };

    private static KapsoError Of(JsonElement root) => (root.Member("error"), root.Member("errors")) switch
    {
        ({ ValueKind: JsonValueKind.Object } error, _) when OfMeta(error) is var told => told with { Code = told.Code ?? Word(root, "code") },
        ({ } error, _) => OfMeta(root) with
        {
            Title = error.Text()?.Trim() is { Length: > 0 } title ? title : null,
            Details = DetailsOf(root.Member("error_data")) ?? Word(root, "message") ?? Word(root, "details") ?? Word(root, "detail"),
        },
        (null, { ValueKind: JsonValueKind.Array } errors) when errors.GetArrayLength() > 0 && errors[0].ValueKind == JsonValueKind.Object =>
            OfMeta(errors[0]),
        _ => OfMeta(root) with
        {
            Code = Word(root, "code") ?? Word(root, "message"),
            Details = Word(root, "detail") ?? Word(root, "details"),
        },
    };

    private static string? Word(JsonElement element, string name) => element.Given(name)?.Trim();

    // Meta writes an object; older bodies have the object as text, or text alone.
    private static string? DetailsOf(JsonElement? data) => data switch
    {
        { ValueKind: JsonValueKind.String } text when text.Text() is ['{', ..] json =>
            JsonRead.Parse(json) is { ValueKind: JsonValueKind.Object } inner ? Word(inner, "details") : json,
        { ValueKind: JsonValueKind.String } text => text.Text()?.Trim() is { Length: > 0 } words ? words : null,
        { } element => Word(element, "details"),
        null => null,
    };
}
