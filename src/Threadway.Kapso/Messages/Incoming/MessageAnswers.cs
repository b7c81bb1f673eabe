using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>What was pressed.</summary>
public sealed record MessageChoice
{
    /// <summary>The id that the button or row was sent with; a template's button gives its payload.</summary>
    public string? Id { get; init; }

    /// <summary>What stood on it.</summary>
    public string? Title { get; init; }

    /// <summary>What stood below a row's title.</summary>
    public string? Description { get; init; }

    /// <summary>The press as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the choice by id alone.</summary>
    public override string ToString() => $"MessageChoice {{ Id = {Id} }}";

    internal static MessageChoice? Read(JsonElement message)
    {
        var interactive = message.Child("interactive") ?? default;
        return message.Child("button") is { } button
            ? Of(button, button.Text("payload"), button.Text("text"))
            : (interactive.Child("button_reply") ?? interactive.Child("list_reply")) is { } reply
                ? Of(reply, reply.Text("id"), reply.Text("title"))
                : null;
    }

    private static MessageChoice? Of(JsonElement reply, string? id, string? title) => id is null && title is null
        ? null
        : new() { Id = id, Title = title, Description = reply.Text("description"), Raw = reply };
}

/// <summary>The answers to a flow, Meta's forms inside the chat, or to another form of Meta's.</summary>
public sealed record MessageFlowAnswer
{
    /// <summary>Meta's word for the form: <c>flow</c>, or <c>address_message</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What the chat shows, for example <c>Sent</c>.</summary>
    public string? Body { get; init; }

    /// <summary>The answers as they came: JSON in a text.</summary>
    public string? ResponseJson { get; init; }

    /// <summary>The answers; <see langword="null"/> where <see cref="ResponseJson"/> is no JSON.</summary>
    public JsonElement? Answers { get; init; }

    /// <summary>The caller's own mark, which the flow was sent with.</summary>
    public string? FlowToken => Answers?.Text("flow_token");

    /// <summary>The address, as the answer to <see cref="InteractiveMessage.OfAddressRequest"/>.</summary>
    public ShippingAddress? Address { get; init; }

    /// <summary>All of it as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the form without the answers.</summary>
    public override string ToString() => $"MessageFlowAnswer {{ Name = {Name} }}";

    internal static MessageFlowAnswer? Read(JsonElement message)
    {
        if (message.Child("interactive")?.Child("nfm_reply") is not { } reply)
            return null;

        var (name, body, response) = (reply.Text("name"), reply.Text("body"), reply.Member("response_json"));
        var (text, answers) = response switch
        {
            { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json => (json.GetRawText(), (JsonElement?)json),
            { } written => (written.Text(), written.ValueKind == JsonValueKind.String ? JsonRead.Parse(written.Text()) : null),
            null => (null, null),
        };
        if ((name ?? body ?? text) is null)
            return null;

        return new()
        {
            Name = name,
            Body = body,
            ResponseJson = text,
            Answers = answers,
            Address = name == "address_message" ? ShippingAddress.Read(answers?.Child("values") ?? answers ?? default) : null,
            Raw = reply,
        };
    }
}

/// <summary>Whether the person lets the business call.</summary>
public sealed record CallPermissionReply
{
    /// <summary>Meta's word: <c>accept</c> or <c>reject</c>.</summary>
    public required string Response { get; init; }

    /// <summary>Whether calls are allowed.</summary>
    public bool IsAccepted => Response == "accept";

    /// <summary>Whether it holds until the person takes it back.</summary>
    public bool? IsPermanent { get; init; }

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Meta's word for where it came from: <c>user_action</c> or <c>automatic</c>.</summary>
    public string? ResponseSource { get; init; }

    /// <summary>The permission as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says what was decided.</summary>
    public override string ToString() => $"CallPermissionReply {{ Response = {Response} }}";

    internal static CallPermissionReply? Read(JsonElement message) =>
        message.Child("interactive")?.Child("call_permission_reply") is { } reply && reply.Text("response") is { Length: > 0 } response
            ? new()
            {
                Response = response,
                IsPermanent = reply.Flag("is_permanent"),
                ExpiresAt = reply.Time("expiration_timestamp"),
                ResponseSource = reply.Text("response_source"),
                Raw = reply,
            }
            : null;
}

/// <summary>An emoji on another message.</summary>
public sealed record MessageReaction
{
    /// <summary>The other message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The emoji; <see langword="null"/> when it was taken back.</summary>
    public string? Emoji { get; init; }

    /// <summary>Whether the emoji that stood there was taken back.</summary>
    public bool IsRemoved => Emoji is null;

    /// <summary>The reaction as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the other message.</summary>
    public override string ToString() => $"MessageReaction {{ MessageId = {MessageId}, Emoji = {Emoji} }}";

    // Meta takes one back with an empty emoji, and in newer bodies with none.
    internal static MessageReaction? Read(JsonElement message) =>
        message.Child("reaction") is { } reaction && reaction.Text("message_id") is { Length: > 0 } id
            ? new() { MessageId = id, Emoji = reaction.Text("emoji") is { Length: > 0 } emoji ? emoji : null, Raw = reaction }
            : null;
}
