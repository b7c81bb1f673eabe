using System.Text.Json.Nodes;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>The five shapes of errors (contract 2.3).</summary>
internal static class ReplyErrors
{
    private static readonly Shape E1Shape = Shape.Exactly(("error", Rule.Word));

    private static readonly Shape E2Shape = Shape.Exactly(("error", Rule.Literal("Rate limit exceeded")), ("message", Rule.Word));

    private static readonly Shape E3Shape = Shape.Exactly(("error", Rule.Of(
        ("message", Rule.Word),
        ("type", Rule.Word.Optional),
        ("code", Rule.Whole.Optional),
        ("error_subcode", Rule.Whole.Optional),
        ("error_user_title", Rule.Word.Optional),
        ("error_user_msg", Rule.Word.Optional),
        ("error_data", Rule.Of(("messaging_product", Rule.Literal("whatsapp").Optional), ("details", Rule.Word)).Optional),
        ("fbtrace_id", Rule.Word.Optional),
        ("href", Rule.Word.Optional))));

    private static readonly Shape E4Shape = Shape.Of(("error", Rule.Word), ("code", Rule.Word));

    private static readonly Shape E5Shape = Shape.Exactly(
        ("message", Rule.Literal("legacy_offset_pagination_limit_exceeded")),
        ("detail", Rule.Word),
        ("requested_page", Rule.Whole),
        ("requested_per_page", Rule.Whole),
        ("requested_window", Rule.Whole),
        ("max_page", Rule.Exact(50)),
        ("max_window", Rule.Exact(5000)),
        ("cursor_example", Rule.Uri));

    /// <summary>The Platform's: one sentence and nothing else.</summary>
    public static void IsE1(this Reply reply, int status) => reply.Fits(E1Shape, status);

    /// <summary>Kapso's 429 of both APIs, with the pause in seconds.</summary>
    public static void IsE2(this Reply reply)
    {
        reply.Fits(E2Shape, 429);
        if (!int.TryParse(reply.Header("Retry-After"), out var seconds) || seconds < 1)
            throw reply.Wrong("should have Retry-After in seconds");
    }

    /// <summary>Meta's, or as Meta's; with the code when the contract names it.</summary>
    public static void IsE3(this Reply reply, int status, int? code = null)
    {
        var error = reply.Fits(E3Shape, status)["error"]!;
        if (code is not null && error["code"]?.GetValue<int>() != code)
            throw reply.Wrong($"should have the code {code}");
    }

    /// <summary>Decided by Kapso before Meta.</summary>
    public static JsonObject IsE4(this Reply reply, int status, string code)
    {
        var error = reply.Fits(E4Shape, status);
        return error["code"]!.ToString() == code ? error : throw reply.Wrong($"should have the code {code}");
    }

    public static void IsE5(this Reply reply) => reply.Fits(E5Shape, 400);
}
