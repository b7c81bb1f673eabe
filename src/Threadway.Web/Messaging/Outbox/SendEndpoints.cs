using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Examples;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Conversations.Reading;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Outbox;

internal static class SendEndpoints
{
    public const string KeyHeader = "Idempotency-Key";

    private const int MostInABatch = 1000;
    private const int LongestKey = 255;
    private const int LargestBatch = 16 * 1024 * 1024;

    public static void MapSendEndpoints(this IEndpointRouteBuilder routes)
    {
        var whatsapp = routes.MapGroup("/api/whatsapp").RequireAuthorization().WithTags("Messages").ProducesProblem(StatusCodes.Status401Unauthorized);
        whatsapp.MapPost("/connections/{phoneNumberId}/messages", Send).WithName("sendMessage").RequireScope(ApiScopes.MessagesSend)
            .WithSummary("Takes a message to be sent, as fast as the number may and in order for each recipient. Send an Idempotency-Key, so that the same call again is no second message.")
            .Produces<MessageAnswer>(StatusCodes.Status202Accepted)
            .WithRequestExample(OutboxExamples.Send).WithExample(OutboxExamples.Sent, StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        whatsapp.MapPost("/connections/{phoneNumberId}/messages/batch", SendMany).WithName("sendMessages").RequireScope(ApiScopes.MessagesSend)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBatch))
            .WithSummary("Takes up to 1,000 messages, each with its own result, in order.")
            .WithRequestExample(OutboxExamples.SendMany).WithExample(OutboxExamples.SentMany)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        whatsapp.MapPost("/messages/{id:guid}/cancel", Cancel).WithName("cancelMessage").RequireScope(ApiScopes.MessagesSend)
            .WithSummary("Takes back a message that still waits.")
            .WithExample(OutboxExamples.Canceled)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        whatsapp.MapGet("/connections/{phoneNumberId}/queue", GetQueue).WithName("getQueue").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("What waits to be sent, what holds it back, and when it will be done.")
            .WithExample(OutboxExamples.Queue)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Accepted<MessageAnswer>, ProblemHttpResult>> Send(
        string phoneNumberId, [FromBody] JsonElement message, ClaimsPrincipal user, OutboxService outbox, HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryReadKey(context.Request.Headers[KeyHeader].ToString(), out var key)) return Problem(context, BadKey(KeyHeader));
        var writer = WriterOf(user);
        if (await outbox.FindNumberAsync(writer.UserId, TypedText.Plain(phoneNumberId), cancellationToken) is not { } connection) return NoSuchNumber.Problem();

        var answers = await outbox.SendAsync(writer, connection, [new(message, key, writer.ApiKeyId is null ? MessagePriority.Interactive : MessagePriority.Normal)], cancellationToken);
        if (answers[0] is not { Message: { } stored } answer) return Problem(context, answers[0].Refusal!);
        if (answer.Replayed) context.Response.Headers["Idempotent-Replayed"] = "true";
        return TypedResults.Accepted($"/api/whatsapp/messages/{stored.Id}", MessageAnswer.Of(stored, connection.PhoneNumberId));
    }

    /// <param name="Messages">Each as for one message, with an <c>idempotencyKey</c> of its own.</param>
    internal sealed record SendManyRequest(IReadOnlyList<JsonElement>? Messages);

    /// <summary>One of the two.</summary>
    internal sealed record SendResult(MessageAnswer? Message, SendProblem? Problem);

    /// <param name="Path">Of the field in that message.</param>
    internal sealed record SendProblem(int Status, string Code, string Detail, string? Path);

    internal sealed record SendManyAnswer(IReadOnlyList<SendResult> Results);

    private static async Task<Results<Ok<SendManyAnswer>, ProblemHttpResult>> SendMany(
        string phoneNumberId, SendManyRequest request, ClaimsPrincipal user, OutboxService outbox, CancellationToken cancellationToken)
    {
        if (request.Messages is not { Count: > 0 and <= MostInABatch } messages)
            return Problems.Invalid("messages", $"messages must hold 1 to {MostInABatch} messages.");
        var writer = WriterOf(user);
        if (await outbox.FindNumberAsync(writer.UserId, TypedText.Plain(phoneNumberId), cancellationToken) is not { } connection) return NoSuchNumber.Problem();

        var read = messages.Select(ReadOfBatch).ToList();
        var calls = read.Where(one => one.Call is not null).Select(one => one.Call!).ToList();
        var answers = new Queue<OutboxAnswer>(await outbox.SendAsync(writer, connection, calls, cancellationToken));
        return TypedResults.Ok(new SendManyAnswer([.. read.Select(one => ResultOf(one.Call is null ? OutboxAnswer.Refused(one.Refusal!) : answers.Dequeue(), connection))]));
    }

    private static async Task<Results<Ok<MessageAnswer>, ProblemHttpResult>> Cancel(Guid id, ClaimsPrincipal user, OutboxService outbox, CancellationToken cancellationToken)
    {
        if (await outbox.CancelAsync(user.UserId(), id, cancellationToken) is not var (message, number))
            return MessageEndpoints.NotFound();
        return message.State == MessageState.Canceled
            ? TypedResults.Ok(MessageAnswer.Of(message, number.PhoneNumberId))
            : Problems.Of(StatusCodes.Status409Conflict, "already_sending", "The message is on its way, or its way is over: it cannot be taken back any more.");
    }

    private static async Task<Results<Ok<QueueAnswer>, ProblemHttpResult>> GetQueue(
        string phoneNumberId, ClaimsPrincipal user, OutboxService outbox, QueueQueries queues, CancellationToken cancellationToken) =>
        await outbox.FindNumberAsync(user.UserId(), TypedText.Plain(phoneNumberId), cancellationToken) is { } connection
            ? TypedResults.Ok(await queues.GetAsync(connection, cancellationToken))
            : NoSuchNumber.Problem();

    private static (OutboxCall? Call, MessageRefusal? Refusal) ReadOfBatch(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("idempotencyKey", out var given)) return (new(message, null, MessagePriority.Bulk), null);
        if (given.ValueKind != JsonValueKind.String || !TryReadKey(given.GetString()!, out var key) || key is null) return (null, BadKey("idempotencyKey"));

        var rest = JsonSerializer.SerializeToElement(message.EnumerateObject().Where(member => member.Name != "idempotencyKey").ToDictionary(member => member.Name, member => member.Value));
        return (new(rest, key, MessagePriority.Bulk), null);
    }

    private static SendResult ResultOf(OutboxAnswer answer, Connection connection) => answer switch
    {
        { Message: { } message } => new(MessageAnswer.Of(message, connection.PhoneNumberId), null),
        { Refusal: var refusal } => new(null, new(refusal!.Status, refusal.Code, refusal.Detail, refusal.Path)),
    };

    /// <summary>As it stands, or as a quoted text (the IETF's draft); true as well where there is none.</summary>
    private static bool TryReadKey(string given, out string? key)
    {
        key = given is ['"', .. var quoted, '"'] ? quoted : given;
        if (given.Length == 0) key = null;
        return key is null || (key.Length is > 0 and <= LongestKey && key.All(character => character is >= ' ' and <= '~'));
    }

    private static MessageRefusal BadKey(string path) =>
        new MessageRefusal(StatusCodes.Status400BadRequest, "idempotency_key_invalid", path, $"An idempotency key has 1 to {LongestKey} printable ASCII characters.");

    private static MessageWriter WriterOf(ClaimsPrincipal user) => new(user.UserId(), ApiKeyHandler.IdOf(user));

    private static ProblemHttpResult Problem(HttpContext context, MessageRefusal refusal)
    {
        if (refusal.RetryAfter is { } wait) context.Response.SetRetryAfter(wait);
        return refusal.Path is { } path ? Problems.Of(refusal.Status, refusal.Code, refusal.Detail, ("path", path)) : Problems.Of(refusal.Status, refusal.Code, refusal.Detail);
    }
}
