namespace Threadway.Kapso.Webhooks;

/// <summary>The names of Kapso's events (Kapso Platform: webhook events), and the sets that a webhook subscribes to.</summary>
public static class KapsoEvents
{
    /// <summary>A customer connected a number.</summary>
    public const string PhoneNumberCreated = "whatsapp.phone_number.created";

    /// <summary>A number is being removed; it may still be readable for a while.</summary>
    public const string PhoneNumberDeleted = "whatsapp.phone_number.deleted";

    /// <summary>Meta took the number off its API: it needs fresh onboarding.</summary>
    public const string PhoneNumberOffboarded = "whatsapp.phone_number.offboarded";

    /// <summary>Access was withdrawn at Meta: offer a reconnect link.</summary>
    public const string PhoneNumberDisconnected = "whatsapp.phone_number.disconnected";

    /// <summary>Sending works again.</summary>
    public const string PhoneNumberReconnected = "whatsapp.phone_number.reconnected";

    /// <summary>Meta disabled a WhatsApp Business account.</summary>
    public const string AccountDisabled = "whatsapp.account.disabled";

    /// <summary>Meta restricted a WhatsApp Business account.</summary>
    public const string AccountRestricted = "whatsapp.account.restricted";

    /// <summary>Meta reinstated a WhatsApp Business account.</summary>
    public const string AccountReinstated = "whatsapp.account.reinstated";

    /// <summary>Meta reported a violation.</summary>
    public const string AccountViolation = "whatsapp.account.violation";

    /// <summary>A customer connected a number, in the first payload version.</summary>
    public const string ConfigCreated = "whatsapp.config.created";

    /// <summary>Somebody wrote to the number.</summary>
    public const string MessageReceived = "whatsapp.message.received";

    /// <summary>A message went out; also how the owner's own messages from the phone app appear.</summary>
    public const string MessageSent = "whatsapp.message.sent";

    /// <summary>A message reached the phone.</summary>
    public const string MessageDelivered = "whatsapp.message.delivered";

    /// <summary>A message was read.</summary>
    public const string MessageRead = "whatsapp.message.read";

    /// <summary>A message failed.</summary>
    public const string MessageFailed = "whatsapp.message.failed";

    /// <summary>A conversation began.</summary>
    public const string ConversationCreated = "whatsapp.conversation.created";

    /// <summary>A conversation ended.</summary>
    public const string ConversationEnded = "whatsapp.conversation.ended";

    /// <summary>A conversation has been silent for the agreed time.</summary>
    public const string ConversationInactive = "whatsapp.conversation.inactive";

    /// <summary>A contact's business-scoped id changed.</summary>
    public const string ContactIdentityChanged = "whatsapp.contact.identity_changed";

    /// <summary>A contact stopped or resumed marketing.</summary>
    public const string ContactMarketingPreferenceChanged = "whatsapp.contact.marketing_preference_changed";

    /// <summary>What a project webhook needs to follow its numbers.</summary>
    public static IReadOnlyList<string> ProjectLifecycle { get; } =
    [
        PhoneNumberCreated, PhoneNumberDeleted, PhoneNumberOffboarded, PhoneNumberDisconnected, PhoneNumberReconnected,
        AccountDisabled, AccountRestricted, AccountReinstated, AccountViolation,
    ];

    /// <summary>The set to fall back to when Kapso refuses <see cref="ProjectLifecycle"/> (422): what older projects offer.</summary>
    public static IReadOnlyList<string> ProjectLifecycleMinimum { get; } = [PhoneNumberCreated, PhoneNumberDeleted];

    /// <summary>What a number's webhook needs to follow its messages.</summary>
    public static IReadOnlyList<string> Messages { get; } = [MessageReceived, MessageSent, MessageDelivered, MessageRead, MessageFailed];
}
