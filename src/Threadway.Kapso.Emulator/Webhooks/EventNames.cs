namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>The catalogue of contract 9.1, by who hears what (contract 7).</summary>
internal static class EventNames
{
    public const string Created = "whatsapp.phone_number.created";
    public const string Deleted = "whatsapp.phone_number.deleted";
    public const string Disconnected = "whatsapp.phone_number.disconnected";
    public const string Reconnected = "whatsapp.phone_number.reconnected";
    public const string MessageReceived = "whatsapp.message.received";
    public const string MessageSent = "whatsapp.message.sent";
    public const string MessageDelivered = "whatsapp.message.delivered";
    public const string MessageRead = "whatsapp.message.read";
    public const string ConversationCreated = "whatsapp.conversation.created";
    public const string ConversationEnded = "whatsapp.conversation.ended";
    public const string MarketingPreferenceChanged = "whatsapp.contact.marketing_preference_changed";
    public const string MessageFailed = "whatsapp.message.failed";

    public static readonly string[] Lifecycle =
    [
        Created, Deleted, Disconnected, Reconnected, "whatsapp.phone_number.offboarded",
        "whatsapp.account.disabled", "whatsapp.account.restricted", "whatsapp.account.reinstated", "whatsapp.account.violation",
    ];

    public static readonly string[] OfProjects =
    [
        .. Lifecycle, "whatsapp.config.created", "workflow.execution.handoff", "workflow.execution.failed", "project.event",
        "kapso_agent.run.approval_required", "kapso_agent.run.completed", "kapso_agent.run.failed", "kapso_agent.run.cancelled",
    ];

    public static readonly string[] OfNumbers =
    [
        MessageReceived, MessageSent, MessageDelivered, MessageRead, MessageFailed,
        ConversationCreated, ConversationEnded, "whatsapp.conversation.inactive",
        "whatsapp.contact.identity_changed", MarketingPreferenceChanged, "whatsapp.meta_business_agent.handover",
    ];
}
