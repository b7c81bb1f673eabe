using System.Security.Cryptography;
using System.Text.Json;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>Who wants something sent.</summary>
/// <param name="ApiKeyId">Null for a person in our pages.</param>
internal sealed record MessageWriter(Guid UserId, Guid? ApiKeyId);

/// <summary>One message that is to be sent, as a caller gave it.</summary>
/// <param name="IdempotencyKey">The same key and body again is no second message; null where each call is one.</param>
/// <param name="Usual">Its priority where the body names none.</param>
internal sealed record OutboxCall(JsonElement Body, string? IdempotencyKey, MessagePriority Usual)
{
    /// <summary>The message that this one is sent in place of.</summary>
    public Guid? InPlaceOf { get; init; }

    /// <summary>The same for the same number and body, however that is spaced.</summary>
    public string Fingerprint(string phoneNumberId)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(phoneNumberId));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(Body));
        return Convert.ToHexString(hash.GetCurrentHash());
    }

    /// <summary>Says nothing: what people write is nobody's to log.</summary>
    public override string ToString() => nameof(OutboxCall);
}

/// <summary>What came of it: a message that is stored, or why it is not.</summary>
/// <param name="Replayed">Whether an earlier call with the same key stored it.</param>
internal sealed record OutboxAnswer(MessageRow? Message, MessageRefusal? Refusal, bool Replayed = false)
{
    public static OutboxAnswer Refused(MessageRefusal refusal) => new(null, refusal);
}
