namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>What the contract says that the body of each event holds (contract 9).</summary>
internal static class EventShapes
{
    private static readonly Rule Project = Rule.Of(("id", Rule.Word));

    // Contract 9.2: three keys, and no customer for the project's own numbers.
    private static readonly Shape NumberCreatedOrDeleted = Shape.Exactly(
        ("phone_number_id", Rule.Digits), ("project", Project), ("customer", Rule.Of(("id", Rule.Uuid), ("external_id", Rule.Word.OrMissing)).OrMissing));

    // Contract 9.3: keys without value are left out.
    private static readonly Shape Lifecycle = Shape.Of(
        ("id", Rule.Word),
        ("occurred_at", Rule.Time),
        ("phone_number_id", Rule.Digits),
        ("project", Project),
        ("customer", Rule.Of(("id", Rule.Uuid), ("external_id", Rule.Word.OrMissing)).OrMissing),
        ("connection_type", Rule.OneOf("dedicated", "coexistence")),
        ("source", Rule.Of(("provider", Rule.Literal("meta")), ("event", Rule.Word), ("business_account_id", Rule.Digits.OrMissing))));

    private static readonly Shape Account = Shape.Of(
        ("id", Rule.Word),
        ("occurred_at", Rule.Time),
        ("business_account_id", Rule.Digits),
        ("project", Project),
        ("phone_numbers", Rule.ListOf(Rule.Of(("id", Rule.Digits), ("display_phone_number", Rule.Word)))),
        ("source", Rule.Of(("provider", Rule.Literal("meta")), ("event", Rule.Word))));

    private static readonly Rule Ban = Rule.Of(("state", Rule.OneOf("DISABLE", "REINSTATE")), ("date_label", Rule.Word.Optional));

    private static readonly Shape Message = Shape.Exactly(
        ("message", Rule.Of(Shapes.Message)),
        ("conversation", Rule.Of(Shapes.Conversation)),
        ("is_new_conversation", Rule.Flag),
        ("phone_number_id", Rule.Digits));

    private static readonly Shape Conversation = Shape.Exactly(("conversation", Rule.Of(Shapes.Conversation)), ("phone_number_id", Rule.Digits));

    private static readonly Rule Contact = Rule.Of(
        ("id", Rule.Uuid),
        ("customer_id", Rule.Uuid.Optional),
        ("wa_id", Rule.Digits.Optional),
        ("profile_name", Rule.Text.Optional),
        ("display_name", Rule.Text.Optional),
        ("business_scoped_user_id", Rule.Text.Optional),
        ("parent_business_scoped_user_id", Rule.Text.Optional),
        ("username", Rule.Text.Optional),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time));

    private static readonly Shape Workflow = Shape.Of(
        ("occurred_at", Rule.Time),
        ("project_id", Rule.Word),
        ("workflow_id", Rule.Word),
        ("workflow_execution_id", Rule.Word),
        ("status", Rule.OneOf("handoff", "failed")));

    private static readonly Shape Agent = Shape.Of(
        ("id", Rule.Word), ("created_at", Rule.Time), ("data", Rule.Of(("run_id", Rule.Word), ("status", Rule.Word))));

    // Contract 9.7.
    private static readonly Rule Config = Rule.Of(
        ("id", Rule.Uuid),
        ("name", Rule.Word),
        ("phone_number_id", Rule.Digits),
        ("business_account_id", Rule.Digits.Optional),
        ("is_coexistence", Rule.Flag.Optional),
        ("inbound_processing_enabled", Rule.Flag),
        ("calls_enabled", Rule.Flag),
        ("webhook_verified_at", Rule.Time.Optional),
        ("customer_id", Rule.Uuid.Optional),
        ("display_name", Rule.Text.Optional),
        ("display_phone_number", Rule.Text.Optional),
        ("display_phone_number_normalized", Rule.Digits.Optional),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time));

    // Contract 8.5: flat, and nested under the config in place of the number's id.
    public static readonly Shape MessageV1 = Shape.Of(
        ("message", Rule.Of(
            ("id", Rule.Word),
            ("message_type", Rule.Word),
            ("content", Rule.Text.OrNull),
            ("direction", Rule.OneOf("inbound", "outbound")),
            ("origin", Rule.Word),
            ("has_media", Rule.Flag),
            ("contact_name", Rule.Text.OrNull),
            ("conversation_phone_number", Rule.Digits.OrNull))),
        ("conversation", Rule.Of(("id", Rule.Uuid), ("whatsapp_config_id", Rule.Uuid))),
        ("whatsapp_config", Config));

    // Contract 8.4: the keys of batch_info are optional, but for its size.
    public static readonly Shape Batch = Shape.Exactly(
        ("type", Rule.Word),
        ("batch", Rule.Flag),
        ("data", Rule.ListOf(Rule.Of(Message))),
        ("batch_info", Rule.Of(
            ("size", Rule.WholeFrom(1)),
            ("window_ms", Rule.WholeFrom(1).Optional),
            ("first_sequence", Rule.Whole.Optional),
            ("last_sequence", Rule.Whole.Optional))));

    // Contract 9.9.
    public static readonly Shape Meta = Shape.Exactly(
        ("object", Rule.Literal("whatsapp_business_account")),
        ("entry", Rule.ListOf(Rule.Of(("id", Rule.Digits), ("changes", Rule.ListOf(Rule.Of(
            ("field", Rule.Word),
            ("value", Rule.Of(
                ("messaging_product", Rule.Literal("whatsapp")),
                ("metadata", Rule.Of(("display_phone_number", Rule.Word), ("phone_number_id", Rule.Digits))),
                ("contacts", Rule.ListOf(Rule.Of(("wa_id", Rule.Digits), ("profile", Rule.AnyObject.Optional))).Optional),
                ("messages", Rule.ListOf(Rule.Of(("id", Rule.Word), ("from", Rule.Digits), ("timestamp", Rule.UnixText), ("type", Rule.Word))).Optional),
                ("statuses", Rule.ListOf(Rule.Of(Shapes.Status)).Optional))))))))));

    /// <summary>The body of an event in payload version 2; of <c>whatsapp.config.created</c> in version 1.</summary>
    public static Shape Of(string eventName) => eventName switch
    {
        "whatsapp.phone_number.created" or "whatsapp.phone_number.deleted" => NumberCreatedOrDeleted,
        "whatsapp.phone_number.disconnected" => Named(Lifecycle, eventName)
            .With(("disconnection", Rule.Of(Shape.Exactly(("reason", Rule.Text.OrNull), ("initiated_by", Rule.Text.OrNull))))),
        "whatsapp.phone_number.offboarded" or "whatsapp.phone_number.reconnected" => Named(Lifecycle, eventName),
        "whatsapp.account.disabled" or "whatsapp.account.reinstated" => Named(Account, eventName).With(("ban", Ban)),
        "whatsapp.account.restricted" => Named(Account, eventName)
            .With(("restrictions", Rule.ListOf(Rule.Of(("type", Rule.Word), ("expires_at", Rule.Time.Optional))))),
        "whatsapp.account.violation" => Named(Account, eventName)
            .With(("violation", Rule.Of(("type", Rule.Word), ("remediation", Rule.Text.Optional)))),
        "whatsapp.config.created" => Shape.Of(
            ("whatsapp_config", Config),
            ("project", Rule.Of(("id", Rule.Word), ("name", Rule.Word))),
            ("customer", Rule.Of(Shapes.Customer).Optional),
            ("setup_link", Rule.Of(("id", Rule.Uuid)).Optional)),
        "workflow.execution.handoff" => Named(Workflow, eventName).With(("handoff", Rule.Of(("source", Rule.OneOf("agent_tool", "action_step"))))),
        "workflow.execution.failed" => Named(Workflow, eventName).With(("error", Rule.Of(("message", Rule.Text)))),
        "project.event" => Named(Shape.Of(("id", Rule.Word), ("name", Rule.Word), ("occurred_at", Rule.Time), ("project_id", Rule.Word), ("properties", Rule.AnyObject)), eventName),
        "whatsapp.conversation.created" or "whatsapp.conversation.ended" => Conversation,
        "whatsapp.conversation.inactive" => Conversation.With(
            ("since_message", Rule.Of(
                ("id", Rule.Word), ("whatsapp_message_id", Rule.Word.OrNull), ("direction", Rule.OneOf("inbound", "outbound")), ("created_at", Rule.Time))),
            ("inactivity", Rule.Of(("minutes", Rule.WholeFrom(1))))),
        "whatsapp.contact.identity_changed" => Shape.Exactly(
            ("contact", Contact),
            ("previous", Rule.Of(("business_scoped_user_id", Rule.Word.OrNull), ("parent_business_scoped_user_id", Rule.Word.OrNull))),
            ("phone_number_id", Rule.Digits)),
        "whatsapp.contact.marketing_preference_changed" => Shape.Exactly(
            ("contact", Contact),
            ("marketing_preference", Rule.Of(
                ("status", Rule.OneOf("stopped", "resumed")),
                ("previous_status", Rule.OneOf("stopped", "resumed").OrNull),
                ("detail", Rule.Text.OrNull),
                ("occurred_at", Rule.Time),
                ("sequence", Rule.Whole))),
            ("phone_number_id", Rule.Digits)),
        _ when eventName.StartsWith("whatsapp.message.", StringComparison.Ordinal) => Message,
        _ when eventName.StartsWith("kapso_agent.run.", StringComparison.Ordinal) => Named(Agent, eventName),
        _ => throw new ArgumentException($"The contract has no body for {eventName}", nameof(eventName)),
    };

    private static Shape Named(Shape shape, string eventName) => shape.With(("event", Rule.Literal(eventName)));
}
