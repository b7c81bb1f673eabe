using System.Text.Json;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>What the API's description shows: a contact asked something, and was answered.</summary>
internal static class ReadingExamples
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid ConversationId = new("0199b3a4-5c11-7d54-9a7e-3f2b7a1f0c11");

    private static readonly MessageAnswer Question = new()
    {
        Id = new("0199b3a4-6210-7c1a-8f33-51d3a9b0e7a2"),
        PhoneNumberId = "647015955153740",
        ConversationId = ConversationId,
        Direction = MessageDirection.Inbound,
        Author = MessageAuthor.Contact,
        From = "573001234567",
        Type = "text",
        Status = MessageState.Received,
        Wamid = "wamid.HBgMNTczMDAxMjM0NTY3FQIAEhgUM0EwQzE1",
        At = Noon,
        CreatedAt = Noon.AddSeconds(1),
        Notes = [],
        Content = new Dictionary<string, object> { ["text"] = JsonElement.Parse("""{"body": "Do you open on Sunday?"}""") },
    };

    public static MessageAnswer Message { get; } = Question with
    {
        Id = new("0199b3a5-0a44-7e0d-b1c9-90aa6f5d2e31"),
        Direction = MessageDirection.Outbound,
        Author = MessageAuthor.Product,
        From = null,
        To = "573001234567",
        Context = new(Question.Wamid!),
        Status = MessageState.Delivered,
        Wamid = "wamid.HBgMNTczMDAxMjM0NTY3FQIAERgSQjA5RkE5",
        Priority = MessagePriority.Normal,
        At = Noon.AddMinutes(2),
        CreatedAt = Noon.AddMinutes(2),
        ExpiresAt = Noon.AddMinutes(2).AddHours(10),
        AcceptedAt = Noon.AddMinutes(2).AddSeconds(1),
        SentAt = Noon.AddMinutes(2).AddSeconds(1),
        DeliveredAt = Noon.AddMinutes(2).AddSeconds(2),
        Content = new Dictionary<string, object> { ["text"] = JsonElement.Parse("""{"body": "Yes, from ten to six."}""") },
    };

    public static Page<MessageAnswer> Messages { get; } = new([Message, Question], Cursor.Write("example", new(Question.At, Question.Id)));

    public static ConversationAnswer Conversation { get; } = new()
    {
        Id = ConversationId,
        PhoneNumberId = Message.PhoneNumberId,
        Contact = new(new(Stopped: false), "573001234567", "+573001234567", "CO.1234567890", Name: "Ana Gómez"),
        Window = new(Open: true, Noon + CustomerWindow.Length),
        Unread = 0,
        LastMessage = Message,
        CreatedAt = Noon.AddSeconds(1),
    };

    public static Page<ConversationAnswer> Conversations { get; } = new([Conversation]);

    public static ConversationEndpoints.MarkReadRequest MarkRead { get; } = new(TellContact: true);

    /// <summary>As it stands in the stream, shortened.</summary>
    public static string Events { get; } =
        $$"""
        event: message
        data: {"id":"{{Message.Id}}","conversationId":"{{ConversationId}}","direction":"outbound","type":"text","status":"delivered"}
        id: {{Cursor.Write("example", new(Noon, Guid.Empty))}}


        """;
}
