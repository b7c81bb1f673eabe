using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>The proxy's <c>POST /{phone_number_id}/messages</c> (contract 12): templates, text, and marking as read.</summary>
internal sealed class SendRoutes(World world, EmulatorClock clock, WebhookSender webhooks)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/meta/whatsapp/{version}/{phoneNumberId}/messages", SendAsync);

    private async Task<IResult> SendAsync(HttpContext http, string phoneNumberId)
    {
        var body = new MetaBody(await Fields.ReadBodyAsync(http));
        if (body.Text("messaging_product") != "whatsapp")
            throw MetaErrors.Parameter("messaging_product must be whatsapp");
        if (body.Text("status") == "read")
            return MarkRead(phoneNumberId, body);

        var type = body.Text("type") ?? throw MetaErrors.Parameter("type is required");
        if (type is not ("text" or "template"))
            throw Refusal.NotEmulated(http.Request, $"messages of type {type}");
        if (body.Text("recipient_type") is not (null or "individual"))
            throw Refusal.NotEmulated(http.Request, "sends to groups");

        var to = body.Text("to") ?? throw MetaErrors.Parameter("to is required");
        var person = PhoneText.Parse(to) ?? throw MetaErrors.Parameter("to is not a valid phone number");
        var sent = world.Change(state => Accept(state, phoneNumberId, person, type, body));
        _ = ReportAsync(sent);

        return Answer.Json(new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(new JsonObject { ["input"] = to, ["wa_id"] = person }),
            ["messages"] = new JsonArray(new JsonObject { ["id"] = sent.Message.Id, ["message_status"] = "accepted" }),
        });
    }

    private Sent Accept(WorldState state, string phoneNumberId, string person, string type, MetaBody body)
    {
        var number = FindSender(state, phoneNumberId);
        if (number.Digits == person)
            throw MetaErrors.BadRequest(131021, "Recipient cannot be sender");

        var now = clock.GetUtcNow();
        var rendered = type == "template"
            ? TemplateSend.Render(state, number, body.Object("template"))
            : RenderText(state, number, person, body.Object("text"), now);
        var conversation = state.ConversationWith(number.Id, person, now, out var isNew);
        (conversation.LastActiveAt, conversation.LastOutboundAt) = (now, now);
        conversation.MessagesCount++;
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = false,
            Type = type,
            Content = (JsonObject)body.Object(type).DeepClone(),
            Text = rendered.Text,
            Code = rendered.Code,
            ContextMessageId = body.ObjectOrNull("context")?["message_id"]?.GetValue<string>(),
            Statuses = [new MessageStatus("sent", now)],
            At = now,
        };
        state.Add(message);
        return new Sent(message, EventBodies.Message(message, conversation, number, isNew));
    }

    /// <summary>Outside the 24-hour window only templates may go (contract 12.3, 14).</summary>
    private static RenderedMessage RenderText(WorldState state, PhoneNumber number, string person, JsonObject text, DateTimeOffset now)
    {
        var content = new MetaBody(text).Text("body");
        if (content is not { Length: > 0 and <= 4096 })
            throw MetaErrors.Parameter("text.body must have 1 to 4096 characters");

        var lastInbound = state.Conversations.Find(one => one.PhoneNumberId == number.Id && one.Person == person)?.LastInboundAt;
        return lastInbound is { } at && now - at < Window
            ? new RenderedMessage(content, null)
            : throw MetaErrors.WindowClosed();
    }

    /// <summary>The phone is always on: what was sent is delivered at once. Delivered is told after sent.</summary>
    private async Task ReportAsync(Sent sent)
    {
        var number = sent.Message.PhoneNumberId;
        await webhooks.EmitToNumberAsync(EventNames.MessageSent, number, sent.Body);
        var delivered = world.Change(state =>
        {
            sent.Message.Status = "delivered";
            sent.Message.Statuses.Add(new MessageStatus("delivered", clock.GetUtcNow()));
            var body = (JsonObject)sent.Body.DeepClone();
            body["message"] = MessageBodies.Message(sent.Message, state.NumberById(number));
            body["is_new_conversation"] = false;
            return body;
        });
        await webhooks.EmitToNumberAsync(EventNames.MessageDelivered, number, delivered);
    }

    private IResult MarkRead(string phoneNumberId, MetaBody body)
    {
        var id = body.Text("message_id") ?? throw MetaErrors.Parameter("message_id is required");
        world.Change(state =>
        {
            var number = FindSender(state, phoneNumberId);
            var message = state.Messages.Find(one => one.Id == id && one.PhoneNumberId == number.Id && one.IsInbound)
                ?? throw MetaErrors.Parameter("message_id is not a message that this number received");
            message.Status = "read";
        });
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    private static PhoneNumber FindSender(WorldState state, string phoneNumberId)
    {
        var number = state.NumberById(phoneNumberId) ?? throw MetaErrors.UnknownNumber(phoneNumberId);
        return number.Revoked ? throw MetaErrors.TokenRevoked() : number;
    }

    private sealed record Sent(Message Message, JsonObject Body);
}
