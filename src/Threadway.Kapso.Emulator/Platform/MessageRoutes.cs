using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 11: messages as Kapso keeps them.</summary>
internal sealed class MessageRoutes(World world) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/platform/v1/whatsapp/messages", List);
        routes.MapGet("/platform/v1/whatsapp/messages/{messageId}", Get);
    }

    /// <summary>The filters of both APIs; what they find is newest first.</summary>
    public static Func<WorldState, List<Message>> Search(QueryReader query)
    {
        var (numberId, conversationId, userId) = (query.Text("phone_number_id"), query.Text("conversation_id"), query.Text("business_scoped_user_id"));
        var isAsked = query.Text("phone_number") is { } part ? WaId.With(part) : null;
        var inbound = query.OneOf("direction", "inbound", "outbound") is { } direction ? direction == "inbound" : (bool?)null;
        var (status, type, hasMedia) = (query.Text("status"), query.Text("message_type"), query.Flag("has_media"));
        return state =>
        [
            .. state.Messages
                .Where(message => numberId is null || message.PhoneNumberId == numberId)
                .Where(message => conversationId is null || message.ConversationId == conversationId)
                .Where(message => isAsked?.Invoke(message.Person) != false)
                .Where(message => userId is null || UserId.Of(message.Person) == userId)
                .Where(message => inbound is null || message.IsInbound == inbound)
                .Where(message => status is null || message.Status == status)
                .Where(message => type is null || message.Type == type)
                .Where(message => hasMedia is null || message.Media is not null == hasMedia)
                .Reverse(),
        ];
    }

    private IResult List(HttpContext http)
    {
        var search = Search(new QueryReader(http.Request));
        return world.Read(state => Paging.ByCursor(
            http, search(state), message => message.Id, message => MessageBodies.Message(message, state.NumberById(message.PhoneNumberId))));
    }

    private IResult Get(string messageId) => Answer.Data(world.Read(state =>
        state.MessageById(messageId) is { } message
            ? MessageBodies.Message(message, state.NumberById(message.PhoneNumberId))
            : throw Refusal.NotFound("Message")));
}
