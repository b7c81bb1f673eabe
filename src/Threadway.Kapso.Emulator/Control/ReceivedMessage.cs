using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator;

/// <summary>A message that a phone got, as it stood when it was looked at.</summary>
public sealed record ReceivedMessage
{
    private ReceivedMessage(Message message)
    {
        Id = message.Id;
        PhoneNumberId = message.PhoneNumberId;
        Type = message.Type;
        Text = message.Text;
        Code = message.Code;
        Content = JsonElement.Parse(Answer.Text(message.Content));
        ContextMessageId = message.ContextMessageId;
        Status = message.Status;
        SentAt = message.At;
        Choices = [.. Choice.Of(message).Select(one => new OfferedChoice(one.Id, one.Title, one.Description))];
    }

    /// <summary>WhatsApp's id of the message (<c>wamid....</c>), the same that the sender got.</summary>
    public string Id { get; }

    /// <summary>Meta's id of the number that it came from.</summary>
    public string PhoneNumberId { get; }

    /// <summary>Meta's type, for example <c>text</c>, <c>template</c> or <c>interactive</c>.</summary>
    public string Type { get; }

    /// <summary>What the person reads, a template's placeholders filled in; empty when there is nothing to read.</summary>
    public string Text { get; }

    /// <summary>The code that a button copies, for example a sign-in code; null when there is none.</summary>
    public string? Code { get; }

    /// <summary>Meta's own object of the type as it was sent, for example <c>{"body": "Hola"}</c> for a text (contract 12.1).</summary>
    public JsonElement Content { get; }

    /// <summary>The message that it answers; null when it answers none.</summary>
    public string? ContextMessageId { get; }

    /// <summary><c>delivered</c>, <c>read</c>, or <c>failed</c>.</summary>
    public string Status { get; }

    /// <summary>When it was sent, by the emulator's clock.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>The buttons and rows that can be pressed (<see cref="PhoneControl.PressAsync"/>).</summary>
    public IReadOnlyList<OfferedChoice> Choices { get; }

    /// <summary>All of it, as <c>GET /_emulator/phones/{number}/messages</c> has it.</summary>
    public JsonElement Raw => JsonElement.Parse(Answer.Text(Json()));

    internal static ReceivedMessage Of(Message message) => new(message);

    internal JsonObject Json() => new()
    {
        ["id"] = Id,
        ["phoneNumberId"] = PhoneNumberId,
        ["type"] = Type,
        ["text"] = Text,
        ["code"] = Code,
        ["content"] = JsonNode.Parse(Content.GetRawText()),
        ["contextMessageId"] = ContextMessageId,
        ["status"] = Status,
        ["sentAt"] = Answer.Time(SentAt),
        ["choices"] = Answer.Array(Choices.Select(one => new JsonObject { ["id"] = one.Id, ["title"] = one.Title, ["description"] = one.Description })),
    };
}

/// <summary>A button or a list's row that the person can press.</summary>
/// <param name="Id">The id that the business gave it; a template's quick reply has its payload.</param>
/// <param name="Title">What the person reads on it.</param>
/// <param name="Description">What a list's row says below it.</param>
public sealed record OfferedChoice(string Id, string Title, string? Description);
