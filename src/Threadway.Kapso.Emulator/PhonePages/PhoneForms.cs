using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.PhonePages;

/// <summary>Does what a form on a phone says: as the person whose phone it is, or as the owner of the number.</summary>
internal sealed class PhoneForms(World world, Person person, Owner owner, Marketing marketing, MediaStore store, MessageReader reader)
{
    /// <summary>The message's id; null when there was nothing to send.</summary>
    public async Task<string?> WriteAsync(string digits, IFormCollection form)
    {
        if (Text(form, "text") is not { } text)
            return null;

        return await SendAsync(Line(digits, form), _ => PhoneContent.OfText(text) with { ContextMessageId = Text(form, "context_message_id") });
    }

    public async Task<string?> ReactAsync(string digits, IFormCollection form) =>
        await SendAsync(Line(digits, form), _ => PhoneContent.OfReaction(form["message_id"].ToString(), form["emoji"].ToString()));

    public async Task<string?> PlaceAsync(string digits, IFormCollection form)
    {
        var place = PhoneContent.OfLocation(Degrees(form, "latitude"), Degrees(form, "longitude"), Text(form, "place"), null);
        return await SendAsync(Line(digits, form), _ => place with { ContextMessageId = Text(form, "message_id") });
    }

    public async Task<string?> FileAsync(string digits, IFormCollection form)
    {
        var part = form.Files["file"] ?? throw Refusal.Unprocessable("Choose a file first");
        var file = new PhoneFile(part.ContentType ?? "", part.FileName, await MediaStore.ReadAsync(part, CancellationToken.None), Text(form, "caption"))
        {
            IsVoice = Text(form, "voice") is not null,
        };
        var line = Line(digits, form);
        return await SendAsync(line, state => PhoneContent.OfFile(state, store, line.PhoneNumberId, file));
    }

    /// <summary>Somebody's card, from the chat; it needs no name.</summary>
    public async Task<string?> CardAsync(string digits, IFormCollection form)
    {
        var card = PhoneText.Parse(form["card_phone"]) ?? throw Refusal.Unprocessable("The number on the card is not a phone number");
        return await SendAsync(Line(digits, form), _ => PhoneContent.OfContact(Text(form, "card_name"), card));
    }

    public async Task<string?> EditAsync(string digits, IFormCollection form)
    {
        var text = Text(form, "text") ?? throw Refusal.Unprocessable("Without words there is nothing to say: delete the message instead");
        return await ChangeAsync(digits, form, message => PhoneContent.OfEdit(message.Id, text));
    }

    public async Task<string?> RevokeAsync(string digits, IFormCollection form) =>
        await ChangeAsync(digits, form, message => PhoneContent.OfRevoke(message.Id));

    /// <summary>Any kind of message, as Meta words it.</summary>
    public async Task<string?> AnyAsync(string digits, IFormCollection form)
    {
        var (line, message) = (Line(digits, form), Json(form["json"].ToString()));
        return await SendAsync(line, reader.Read(message, line.PhoneNumberId, line.AsOwner ? null : digits));
    }

    public async Task<string?> PressAsync(string digits, IFormCollection form) =>
        await person.PressAsync(digits, form["message_id"].ToString(), form["choice"].ToString());

    public async Task<string?> ContactAsync(string digits, IFormCollection form) =>
        await person.ShareContactAsync(digits, form["message_id"].ToString());

    public async Task<string?> FlowAsync(string digits, IFormCollection form) =>
        await person.FillFlowAsync(digits, form["message_id"].ToString(), Json(form["response_json"].ToString()));

    /// <summary>What a person says of marketing goes out of sight of the chat, so that there is no message.</summary>
    public async Task<string?> MarketingAsync(string digits, IFormCollection form)
    {
        var line = Line(digits, form);
        if (line.AsOwner)
            throw Refusal.Unprocessable("Marketing is for the person to stop, not for the owner");
        await marketing.PreferAsync(digits, line.PhoneNumberId, form["status"].ToString());
        return null;
    }

    /// <summary>Changes a message that the same side wrote in the chat.</summary>
    private async Task<string> ChangeAsync(string digits, IFormCollection form, Func<Message, PhoneContent> change)
    {
        var line = Line(digits, form);
        return await SendAsync(line, state =>
            state.MessageById(form["message_id"].ToString()) is { } message && message.PhoneNumberId == line.PhoneNumberId && message.Person == line.Person && message.IsInbound != line.AsOwner
                ? change(message)
                : throw Refusal.NotFound("Message of this phone's own"));
    }

    private Task<string> SendAsync(PhoneLine line, Func<WorldState, PhoneContent> content) => line.AsOwner
        ? owner.WriteAsync(line.PhoneNumberId, line.Person, content)
        : person.WriteAsync(line.Person, line.PhoneNumberId, content);

    /// <summary>By the chat, by the message that is answered, by somebody new to write to, or in the newest chat.</summary>
    private PhoneLine Line(string digits, IFormCollection form) => world.Read(state =>
    {
        if (Text(form, "to") is { } to)
        {
            var number = PhoneChat.OwnedBy(state, digits) ?? throw Refusal.Unprocessable("This phone is not the owner's of a coexistence number");
            var person = PhoneText.Parse(to) ?? throw Refusal.Unprocessable("The number to write to is not a phone number");
            return new PhoneLine(number.Id, person, AsOwner: true);
        }

        if (Text(form, "phone_number_id") is { } business)
            return new PhoneLine(business, digits, AsOwner: false);

        var (chats, wanted) = (PhoneChat.Of(state, digits), Text(form, "chat") ?? ChatOf(state, form));
        var chat = wanted is null ? chats.FirstOrDefault() : chats.Find(one => one.Id == wanted);
        return chat is null
            ? throw Refusal.NotFound("Chat")
            : new PhoneLine(chat.Conversation.PhoneNumberId, chat.Conversation.Person, chat.AsOwner);
    });

    private static string? ChatOf(WorldState state, IFormCollection form) => state.MessageById(form["message_id"].ToString())?.ConversationId;

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static double Degrees(IFormCollection form, string name) =>
        double.TryParse(form[name].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : double.NaN;

    private static JsonObject Json(string text)
    {
        try
        {
            return JsonBody.Parse(Encoding.UTF8.GetBytes(text)) as JsonObject ?? throw Refusal.Unprocessable("What is filled in must be a JSON object");
        }
        catch (JsonException)
        {
            throw Refusal.Unprocessable("What is filled in is not JSON");
        }
    }

    /// <summary>Who writes to whom.</summary>
    private sealed record PhoneLine(string PhoneNumberId, string Person, bool AsOwner);
}
