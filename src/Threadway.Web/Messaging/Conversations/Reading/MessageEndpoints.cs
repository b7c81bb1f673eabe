using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

internal static class MessageEndpoints
{
    public const string PageDescription =
        "`next` of an answer is the `after` of the next page; it is left out on the last. What arrives meanwhile stands before the first page, so going on from page to page doubles and skips nothing.";

    public const string WatchDescription =
        "Events are `message` (as getMessage answers), `conversation` (as getConversation answers) and `ping`, which says nothing. Each carries an `id`. "
        + "Without one the stream begins now; with the last `id` that was seen, given as `Last-Event-ID` or `lastEventId`, it begins there, and what was changed meanwhile comes first, each as it is by now. "
        + "Around that place (half a minute) events may come again: take what has the same id and is no newer for what you know. Nothing is left out. Ids are good for seven days.";

    public static async Task<Results<Ok<MessageAnswer>, ProblemHttpResult>> Get(string id, ClaimsPrincipal user, MessageQueries messages, CancellationToken cancellationToken) =>
        Guid.TryParse(TypedText.Plain(id), out var message) && await messages.FindAsync(user.UserId(), message, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : NotFound();

    public static async Task<Results<Ok<Page<MessageAnswer>>, ProblemHttpResult>> ListOfConversation(
        string id, int? limit, string? after, ClaimsPrincipal user, MessageQueries messages, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(TypedText.Plain(id), out var conversation)) return ConversationEndpoints.NotFound();
        if (!PageRequest.TryRead($"messages of {conversation}", limit, after, out var page, out var problem)) return problem;
        return await messages.ListOfConversationAsync(user.UserId(), conversation, page, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : ConversationEndpoints.NotFound();
    }

    public static async Task<Results<Ok<Page<MessageAnswer>>, ProblemHttpResult>> ListOfNumber(
        string phoneNumberId, string? status, string? direction, int? limit, string? after,
        ClaimsPrincipal user, MessageQueries messages, CancellationToken cancellationToken)
    {
        var number = TypedText.Plain(phoneNumberId);
        if (!ApiWord.TryRead<MessageState>(status, out var state)) return ApiWord.Unknown<MessageState>("status");
        if (!ApiWord.TryRead<MessageDirection>(direction, out var way)) return ApiWord.Unknown<MessageDirection>("direction");
        if (!PageRequest.TryRead($"messages of {number}", limit, after, out var page, out var problem)) return problem;
        return await messages.ListOfNumberAsync(user.UserId(), number, state, way, page, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : NoSuchNumber.Problem();
    }

    public static Results<ServerSentEventsResult<object?>, ProblemHttpResult> Watch(
        [FromHeader(Name = "Last-Event-ID")] string? lastEvent, string? lastEventId,
        HttpContext context, ClaimsPrincipal user, MessageStream stream, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = null;
        // A browser that connects again by itself sends the header with its newest beside the address that it began with.
        if ((lastEvent is { Length: > 0 } ? lastEvent : lastEventId) is { Length: > 0 } id && (since = stream.Read(id)) is null)
            return Problems.Invalid("lastEventId", "No event of the last seven days had this id. Read the lists, and watch from now on without an id.", code: "invalid_event_id");

        return TypedResults.ServerSentEvents(stream.WatchAsync(user.UserId(), since, context.SessionEnds(), cancellationToken));
    }

    public static ProblemHttpResult NotFound() =>
        Problems.Of(StatusCodes.Status404NotFound, "message_not_found", "You have no message with this id.");
}
