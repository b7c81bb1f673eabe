using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>The proxy's twins of the Platform's reads (contract 11): of one number, with Meta's paging, single ones bare.</summary>
internal sealed class ReadRoutes(World world, EmulatorClock clock) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var number = routes.MapGroup("/meta/whatsapp/{version}/{phoneNumberId}");
        number.MapGet("/messages", Messages);
        number.MapGet("/messages/{messageId}", Message);
        number.MapGet("/conversations", Conversations);
        number.MapGet("/conversations/{conversationId}", Conversation);
        number.MapGet("/contacts", Contacts);
        number.MapGet("/contacts/{identifier}", Contact);
    }

    private IResult Messages(HttpContext http, string phoneNumberId)
    {
        var query = new QueryReader(http.Request);
        var (search, fields, within) = (MessageRoutes.Search(query), Fields(query), Within(query, ""));
        return world.Read(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            var found = search(state).FindAll(message => message.PhoneNumberId == number.Id && within(message.At));
            return Paging.ByProxyCursor(http, found, message => message.Id, message => fields.Cut(MessageBodies.Message(message, number)));
        });
    }

    private IResult Message(HttpContext http, string phoneNumberId, string messageId)
    {
        var fields = Fields(new QueryReader(http.Request));
        return Answer.Json(world.Read(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            return state.MessageById(messageId) is { } message && message.PhoneNumberId == number.Id
                ? fields.Cut(MessageBodies.Message(message, number))
                : throw MetaErrors.UnknownObject("Message");
        }));
    }

    private IResult Conversations(HttpContext http, string phoneNumberId)
    {
        var (query, now) = (new QueryReader(http.Request), clock.GetUtcNow());
        var (search, fields, within) = (ConversationRoutes.Search(query, now), Fields(query), Within(query, "last_active_"));
        return world.Read(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            var found = search(state).FindAll(one => one.PhoneNumberId == number.Id && within(one.LastActiveAt));
            return Paging.ByProxyCursor(http, found, one => one.Id, one => fields.Cut(ConversationRoutes.Json(state, one, now)));
        });
    }

    private IResult Conversation(HttpContext http, string phoneNumberId, string conversationId)
    {
        var fields = Fields(new QueryReader(http.Request));
        return Answer.Json(world.Read(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            var found = state.Conversations.Find(one => one.Id == conversationId && one.PhoneNumberId == number.Id)
                ?? throw MetaErrors.UnknownObject("Conversation");
            return fields.Cut(ConversationRoutes.Json(state, found, clock.GetUtcNow()));
        }));
    }

    /// <summary>The people who have a conversation with the number.</summary>
    private IResult Contacts(HttpContext http, string phoneNumberId)
    {
        var query = new QueryReader(http.Request);
        var (search, person, within) = (ContactRoutes.Search(query), query.Text("wa_id"), Within(query, ""));
        Fields(query);
        return world.Read(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            var found = search(state).FindAll(contact => state.ConversationOf(number.Id, contact.WaId) is not null
                && (person is null || contact.WaId == WaId.Of(PhoneText.Digits(person)))
                && within(contact.CreatedAt));
            return Paging.ByProxyCursor(http, found, contact => contact.Id, MessageBodies.Contact);
        });
    }

    private IResult Contact(string phoneNumberId, string identifier) => Answer.Json(world.Read(state =>
    {
        var number = SendRoutes.FindSender(state, phoneNumberId);
        var person = UserId.Person(identifier) ?? PhoneText.Parse(identifier);
        return person is not null && state.ConversationOf(number.Id, person) is not null && state.ContactOf(person) is { } contact
            ? MessageBodies.Contact(contact)
            : throw MetaErrors.UnknownObject("Contact");
    }));

    private static KapsoFields Fields(QueryReader query) => KapsoFields.Of(query.Text("fields"));

    private static Func<DateTimeOffset, bool> Within(QueryReader query, string name)
    {
        var (since, until) = (query.Time(name + "since"), query.Time(name + "until"));
        return at => (since is null || at >= since) && (until is null || at <= until);
    }
}
