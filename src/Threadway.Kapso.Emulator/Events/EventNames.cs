using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>The catalogue of contract 9.1, by who hears what (contract 7).</summary>
internal static class EventNames
{
    public const string Created = "whatsapp.phone_number.created";
    public const string Deleted = "whatsapp.phone_number.deleted";
    public const string Disconnected = "whatsapp.phone_number.disconnected";
    public const string Offboarded = "whatsapp.phone_number.offboarded";
    public const string Reconnected = "whatsapp.phone_number.reconnected";
    public const string AccountDisabled = "whatsapp.account.disabled";
    public const string AccountRestricted = "whatsapp.account.restricted";
    public const string AccountReinstated = "whatsapp.account.reinstated";
    public const string AccountViolation = "whatsapp.account.violation";
    public const string ConfigCreated = "whatsapp.config.created";
    public const string WorkflowHandoff = "workflow.execution.handoff";
    public const string WorkflowFailed = "workflow.execution.failed";
    public const string ProjectEvent = "project.event";
    public const string MessageReceived = "whatsapp.message.received";
    public const string MessageSent = "whatsapp.message.sent";
    public const string MessageDelivered = "whatsapp.message.delivered";
    public const string MessageRead = "whatsapp.message.read";
    public const string ConversationCreated = "whatsapp.conversation.created";
    public const string ConversationEnded = "whatsapp.conversation.ended";
    public const string ConversationInactive = "whatsapp.conversation.inactive";
    public const string IdentityChanged = "whatsapp.contact.identity_changed";
    public const string MarketingPreferenceChanged = "whatsapp.contact.marketing_preference_changed";
    public const string MessageFailed = "whatsapp.message.failed";

    public static readonly string[] Lifecycle =
    [
        Created, Deleted, Disconnected, Reconnected, Offboarded,
        AccountDisabled, AccountRestricted, AccountReinstated, AccountViolation,
    ];

    public static readonly string[] OfProjects =
    [
        .. Lifecycle, ConfigCreated, WorkflowHandoff, WorkflowFailed, ProjectEvent,
        "kapso_agent.run.approval_required", "kapso_agent.run.completed", "kapso_agent.run.failed", "kapso_agent.run.cancelled",
    ];

    public static readonly string[] OfNumbers =
    [
        MessageReceived, MessageSent, MessageDelivered, MessageRead, MessageFailed,
        ConversationCreated, ConversationEnded, ConversationInactive,
        IdentityChanged, MarketingPreferenceChanged, "whatsapp.meta_business_agent.handover",
    ];

    public static readonly string[] All = [.. OfProjects, .. OfNumbers];

    /// <summary>What an event is called in a payload version.</summary>
    public static string In(string version, string eventName) =>
        version == PayloadVersion.V1 && eventName == Created ? ConfigCreated : eventName;

    /// <summary>Whether webhooks of a payload version may ask for an event.</summary>
    public static bool IsIn(string version, string eventName) =>
        version == PayloadVersion.V2 || eventName is not (Offboarded or Disconnected or Reconnected);
}
