namespace Threadway.Web.Tests.Messaging.Reading;

/// <summary>What programs read, in the tests' own words: all that the app answers is known here.</summary>
internal sealed record ShownMessage(
    Guid Id,
    string PhoneNumberId,
    Guid ConversationId,
    string Direction,
    string Author,
    string? To,
    string? From,
    string Type,
    ShownText? Text,
    ShownContext? Context,
    string Status,
    ShownFailure? Failure,
    string? Wamid,
    string? Priority,
    DateTimeOffset At,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<string> Notes);

internal sealed record ShownText(string Body);

internal sealed record ShownContext([property: System.Text.Json.Serialization.JsonPropertyName("message_id")] string MessageId);

internal sealed record ShownFailure(string Code, string? Title, string? Detail, string? ProviderCode, bool Retryable);

internal sealed record ShownConversation(
    Guid Id,
    string PhoneNumberId,
    ShownContact? Contact,
    ShownGroup? Group,
    ShownWindow Window,
    int Unread,
    ShownMessage? LastMessage,
    DateTimeOffset CreatedAt);

internal sealed record ShownContact(string? WaId, string? PhoneNumber, string? ScopedUserId, string? Username, string? Name, ShownMarketing Marketing);

internal sealed record ShownMarketing(bool Stopped, DateTimeOffset? Since);

internal sealed record ShownGroup(string Id);

internal sealed record ShownWindow(bool Open, DateTimeOffset? Until);

internal sealed record ShownPage<T>(IReadOnlyList<T> Data, string? Next);
