using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 11: conversations, the one with the latest activity first.</summary>
internal sealed class ConversationRoutes(World world, EmulatorClock clock, WebhookSender webhooks) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/platform/v1/whatsapp/conversations");
        conversations.MapGet("", List);
        conversations.MapGet("/{conversationId}", Get);
        conversations.MapPatch("/{conversationId}", UpdateAsync);
    }

    /// <summary>The filters of both APIs; what they find is in order.</summary>
    public static Func<WorldState, List<Conversation>> Search(QueryReader query, DateTimeOffset now)
    {
        var number = query.Text("phone_number_id");
        var isAsked = query.Text("phone_number") is { } part ? WaId.With(part) : null;
        var status = query.OneOf("status", ConversationStatus.Active, ConversationStatus.Ended);
        var (assigned, unassigned) = (query.Text("assigned_user_id"), query.Flag("unassigned"));
        if (assigned is not null && unassigned is not null)
            throw Refusal.Malformed("assigned_user_id and unassigned exclude each other");

        // Nobody is assigned to anything here.
        var none = assigned is not null || unassigned == false;
        var (created, active) = (query.Created(), query.Between("last_active"));
        return state => none ? [] :
        [
            .. state.Conversations
                .Where(one => number is null || one.PhoneNumberId == number)
                .Where(one => isAsked?.Invoke(one.Person) != false)
                .Where(one => status is null || one.StatusAt(now) == status)
                .Where(one => created(one.CreatedAt) && active(one.LastActiveAt))
                .Reverse()
                .OrderByDescending(one => one.LastActiveAt),
        ];
    }

    public static JsonObject Json(WorldState state, Conversation conversation, DateTimeOffset now) =>
        MessageBodies.Conversation(conversation, state.MessageById(conversation.LastMessageId ?? ""), now);

    private IResult List(HttpContext http)
    {
        var now = clock.GetUtcNow();
        var search = Search(new QueryReader(http.Request), now);
        return world.Read(state => Paging.ByCursor(http, search(state), one => one.Id, one => Json(state, one, now)));
    }

    private IResult Get(string conversationId) => Answer.Data(world.Read(state => Json(state, Find(state, conversationId), clock.GetUtcNow())));

    private async Task<IResult> UpdateAsync(HttpContext http, string conversationId)
    {
        var fields = await Fields.ReadAsync(http, "whatsapp_conversation", "status");
        fields.Required("status");
        var status = fields.OneOf("status", ConversationStatus.Active, ConversationStatus.Ended)!;
        var (conversation, json, ends) = world.Change(state =>
        {
            var found = Find(state, conversationId);
            var now = clock.GetUtcNow();
            var closes = status == ConversationStatus.Ended && found.StatusAt(now) == ConversationStatus.Active;
            (found.Status, found.StatusSetAt) = (status, now);
            return (found, Json(state, found, now), closes);
        });
        if (ends)
            _ = webhooks.EmitToNumberAsync(EventNames.ConversationEnded, conversation.PhoneNumberId, EventBodies.Conversation(json));
        return Answer.Data(json);
    }

    private static Conversation Find(WorldState state, string id) =>
        state.Conversations.Find(one => one.Id == id) ?? throw Refusal.NotFound("Conversation");
}
