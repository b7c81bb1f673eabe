using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>The proxy's <c>POST /{phone_number_id}/messages</c> (contract 12): messages of every type, and marking as read.</summary>
internal sealed class SendRoutes(World world, EmulatorClock clock, OutgoingContent content, SendingRates rates, StatusReports reports) : IRoutes
{
    private const int LongestCallbackData = 512;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestUnread = TimeSpan.FromDays(30);
    private static readonly TimeSpan Typing = TimeSpan.FromSeconds(25);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/meta/whatsapp/{version}/{phoneNumberId}/messages", SendAsync);
        routes.MapPost("/meta/whatsapp/{version}/{phoneNumberId}/marketing_messages", SendMarketingAsync);
    }

    private async Task<IResult> SendAsync(HttpContext http, string phoneNumberId)
    {
        var body = await MetaBody.ReadForWhatsAppAsync(http);
        if (body.Text("status") == "read")
            return MarkRead(phoneNumberId, body);

        var type = body.Text("type") ?? throw MetaErrors.Parameter("type is required");
        OutgoingContent.CheckType(type);
        return Send(http, phoneNumberId, type, body);
    }

    private async Task<IResult> SendMarketingAsync(HttpContext http, string phoneNumberId)
    {
        var body = await MetaBody.ReadForWhatsAppAsync(http);
        if (body.Text("type") != OutgoingContent.Template)
            throw MetaErrors.Parameter("type must be template for a marketing message");
        return Send(http, phoneNumberId, OutgoingContent.Template, body);
    }

    private IResult Send(HttpContext http, string phoneNumberId, string type, MetaBody body)
    {
        var recipient = Recipient.Of(body, http.Request);
        var callbackData = body.Text("biz_opaque_callback_data", LongestCallbackData);
        var sent = world.Change(state => Accept(state, phoneNumberId, recipient.Person, type, body, callbackData));
        _ = reports.AfterSendAsync(sent.Message, sent.Conversation, sent.IsNew);

        return Answer.Json(new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(recipient.Contact()),
            ["messages"] = new JsonArray(new JsonObject { ["id"] = sent.Message.Id, ["message_status"] = "accepted" }),
        });
    }

    private Sent Accept(WorldState state, string phoneNumberId, string person, string type, MetaBody body, string? callbackData)
    {
        var number = FindRegistered(state, phoneNumberId);
        if (body.Text("messaging_account_id") is { } account && account != number.BusinessAccountId)
            throw DecidedByKapso("messaging_account_mismatch", "messaging_account_id is not the business account of this number");
        if (number.IsAt(person))
            throw MetaErrors.BadRequest(131021, "Recipient cannot be sender");

        var now = clock.GetUtcNow();
        var answered = body.PartOrNull("context")?.Required("message_id");
        var rendered = content.Render(state, number, type, body);
        // Outside the 24-hour window only templates may go (contract 12.3, 14).
        var isOpen = now - state.ConversationOf(number.Id, person)?.LastInboundAt < Window;
        if (type != OutgoingContent.Template && !isOpen)
            throw MetaErrors.WindowClosed();
        if (rendered.Category == TemplateCategory.Marketing && state.MarketingPreferenceOf(number.Id, person)?.Status == MarketingPreference.Stopped)
            throw DecidedByKapso("marketing_preference_stopped", "This person stopped marketing messages from this number");
        rates.TakeSend(number, person);

        var conversation = state.ConversationWith(number.Id, person, now, out var isNew);
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = false,
            Type = type,
            Content = body.Json[type]!.DeepClone(),
            Text = rendered.Text,
            Code = rendered.Code,
            Media = rendered.Media,
            Frame = rendered.Frame,
            Failure = rendered.Failure,
            CallbackData = callbackData,
            Pricing = MessagePricing.Of(rendered.Category, isOpen),
            ContextMessageId = answered,
            Statuses = [new MessageStatus("sent", now)],
            At = now,
        };
        conversation.Take(message);
        state.Add(message);
        return new Sent(message, conversation, isNew);
    }

    /// <summary>A message and those before it in its conversation (contract 12.1).</summary>
    private IResult MarkRead(string phoneNumberId, MetaBody body)
    {
        var id = body.Text("message_id") ?? throw MetaErrors.Parameter("message_id is required");
        var typing = body.PartOrNull("typing_indicator") is { } indicator
            && (indicator.Required("type") == "text" ? true : throw MetaErrors.Value("typing_indicator.type must be text"));
        world.Change(state =>
        {
            var number = FindRegistered(state, phoneNumberId);
            var now = clock.GetUtcNow();
            var message = state.MessageById(id) is { IsInbound: true } found && found.PhoneNumberId == number.Id
                ? found
                : throw MetaErrors.Value("message_id is not a message that this number received");
            if (now - message.At > LongestUnread)
                throw MetaErrors.Value("message_id is older than 30 days");
            foreach (var earlier in state.Messages.Where(one => one.ConversationId == message.ConversationId && one.IsInbound && one.At <= message.At))
                earlier.Status = "read";
            if (typing && state.ConversationOf(number.Id, message.Person) is { } conversation)
                conversation.TypingUntil = now + Typing;
        });
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>The number, or Meta's errors for one that is not there or was cut off.</summary>
    public static PhoneNumber FindSender(WorldState state, string phoneNumberId)
    {
        var number = state.NumberById(phoneNumberId) ?? throw MetaErrors.UnknownNumber(phoneNumberId);
        return number.Revoked ? throw MetaErrors.TokenRevoked() : number;
    }

    private static PhoneNumber FindRegistered(WorldState state, string phoneNumberId)
    {
        var number = FindSender(state, phoneNumberId);
        return number.Registration.IsRegistered ? number : throw MetaErrors.NotRegistered();
    }

    /// <summary>Refused before Meta hears of it (contract 2.3, E4).</summary>
    private static Refusal DecidedByKapso(string code, string sentence) =>
        new(StatusCodes.Status422UnprocessableEntity, new JsonObject { ["error"] = sentence, ["code"] = code });

    private sealed record Sent(Message Message, Conversation Conversation, bool IsNew);
}
