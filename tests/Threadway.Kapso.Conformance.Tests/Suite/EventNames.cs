namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>The events of contract 9.1 whose bodies are documented, by who hears them.</summary>
public static class EventNames
{
    public static TheoryData<string> OfProjects { get; } =
    [
        "whatsapp.phone_number.created",
        "whatsapp.phone_number.deleted",
        "whatsapp.phone_number.disconnected",
        "whatsapp.phone_number.offboarded",
        "whatsapp.phone_number.reconnected",
        "whatsapp.account.disabled",
        "whatsapp.account.restricted",
        "whatsapp.account.reinstated",
        "whatsapp.account.violation",
        "workflow.execution.handoff",
        "workflow.execution.failed",
        "kapso_agent.run.approval_required",
        "kapso_agent.run.completed",
        "kapso_agent.run.failed",
        "kapso_agent.run.cancelled",
    ];

    public static TheoryData<string> OfNumbers { get; } =
    [
        "whatsapp.message.received",
        "whatsapp.message.sent",
        "whatsapp.message.delivered",
        "whatsapp.message.read",
        "whatsapp.message.failed",
        "whatsapp.conversation.created",
        "whatsapp.conversation.ended",
        "whatsapp.conversation.inactive",
        "whatsapp.contact.identity_changed",
        "whatsapp.contact.marketing_preference_changed",
    ];
}
