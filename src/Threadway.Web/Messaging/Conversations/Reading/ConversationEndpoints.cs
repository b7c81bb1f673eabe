using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

internal static class ConversationEndpoints
{
    public const string PageDescription =
        "`filter` is `all` (as without it), `unread`, `open` (the window is) or `failed` (what was written last did not get through); `search` is a part of a name or digits of a number. "
        + "`next` of an answer is the `after` of the next page; it is left out on the last. A conversation that is written in meanwhile moves to the front, before the first page; the others stay in their order.";

    /// <param name="TellContact">Whether the contact sees blue ticks. Left out: on a dedicated number yes; on one that is used on a phone as well no, because its badge there would go.</param>
    internal sealed record MarkReadRequest(bool? TellContact);

    public static async Task<Results<Ok<ConversationAnswer>, ProblemHttpResult>> Get(
        string id, ClaimsPrincipal user, ConversationQueries conversations, CancellationToken cancellationToken) =>
        Guid.TryParse(TypedText.Plain(id), out var conversation) && await conversations.FindAsync(user.UserId(), conversation, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : NotFound();

    public static async Task<Results<Ok<Page<ConversationAnswer>>, ProblemHttpResult>> List(
        string phoneNumberId, string? filter, string? search, int? limit, string? after,
        ClaimsPrincipal user, ConversationQueries conversations, CancellationToken cancellationToken)
    {
        var number = TypedText.Plain(phoneNumberId);
        if (!ApiWord.TryRead<ConversationFilter>(filter, out var wanted)) return ApiWord.Unknown<ConversationFilter>("filter");
        if (!PageRequest.TryRead($"conversations of {number}", limit, after, out var page, out var problem)) return problem;
        return await conversations.ListAsync(user.UserId(), number, wanted ?? ConversationFilter.All, TypedText.Plain(search), page, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : NoSuchNumber.Problem();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> MarkRead(
        string id, MarkReadRequest? request, ClaimsPrincipal user, ReadMarks marks, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(TypedText.Plain(id), out var conversation)) return NotFound();
        return await marks.MarkAsync(user.UserId(), conversation, request?.TellContact, cancellationToken) switch
        {
            NoSuchConversation => NotFound(),
            ReadNotTold refused => Problems.Of(
                StatusCodes.Status502BadGateway, "kapso_mark_read_failed",
                $"The conversation was read here before, and the contact could not be told.{(refused.ProviderSentence is { } sentence ? $" Kapso says: {sentence}" : "")}"),
            _ => TypedResults.NoContent(),
        };
    }

    public static ProblemHttpResult NotFound() =>
        Problems.Of(StatusCodes.Status404NotFound, "conversation_not_found", "You have no conversation with this id.");
}
