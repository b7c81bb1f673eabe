namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>What the contract says that each object holds.</summary>
internal static class Shapes
{
    // Envelopes: contract 2.1.
    public static readonly Shape Single = Shape.Exactly(("data", Rule.AnyObject));

    public static readonly Shape PageList = Shape.Exactly(("data", Rule.ListOf(Rule.AnyObject)), ("meta", Rule.Of(Shape.Exactly(
        ("page", Rule.WholeFrom(1)), ("per_page", Rule.WholeFrom(1)), ("total_pages", Rule.Count), ("total_count", Rule.Count)))));

    public static readonly Shape CursorList = Shape.Exactly(("data", Rule.ListOf(Rule.AnyObject)), ("paging", Rule.Of(Shape.Exactly(
        ("cursors", Rule.Of(Shape.Exactly(("before", Rule.Cursor.OrNull), ("after", Rule.Cursor.OrNull)))),
        ("next", Rule.Cursor.OrNull),
        ("previous", Rule.Cursor.OrNull)))));

    public static readonly Shape ProxyList = Shape.Of(("data", Rule.ListOf(Rule.AnyObject)), ("paging", Rule.Of(
        ("cursors", Rule.Of(Shape.Exactly(("before", Rule.Cursor.Optional), ("after", Rule.Cursor.Optional)))))));

    public static readonly Shape Success = Shape.Of(("success", Rule.Flag));

    // Contract 3: no other fields.
    public static readonly Shape Customer = Shape.Exactly(
        ("id", Rule.Uuid),
        ("name", Rule.Word),
        ("external_customer_id", Rule.Text.OrNull),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time));

    // Contract 4.3: neither customer_id nor phone_number_id, so closed.
    public static readonly Shape SetupLink = Shape.Exactly(
        ("id", Rule.Uuid),
        ("status", Rule.OneOf("active", "used", "expired", "revoked")),
        ("created_at", Rule.Time),
        ("url", Rule.Uri),
        ("meta_billing_mode", Rule.OneOf("customer_managed", "partner_managed")),
        ("expires_at", Rule.Time.Optional),
        ("success_redirect_url", Rule.Uri.Optional),
        ("failure_redirect_url", Rule.Uri.Optional),
        ("allowed_origins", Rule.ListOf(Rule.Uri).Optional),
        ("allowed_connection_types", Rule.ListOf(Rule.OneOf("coexistence", "dedicated")).Optional),
        ("theme_config", Rule.AnyObject.Optional),
        ("provision_phone_number", Rule.Flag.Optional),
        ("phone_number_area_code", Rule.Text.Optional),
        ("phone_number_country_isos", Rule.ListOf(Rule.Word).Optional),
        ("reconnect_phone_number", Rule.Digits.Optional),
        ("language", Rule.OneOf("en", "es", "pt", "hi", "id", "ar").Optional),
        ("whatsapp_setup_status", Rule.OneOf("pending", "processing", "completed", "failed").Optional),
        ("whatsapp_setup_error", Rule.Text.Optional),
        ("provisioned_phone_number", Rule.Of(
            ("id", Rule.Uuid),
            ("phone_number", Rule.Word),
            ("status", Rule.Word),
            ("country_iso", Rule.Word),
            ("country_dial_code", Rule.Word),
            ("area_code", Rule.Text.OrNull),
            ("display_number", Rule.Text.OrNull)).Optional));

    // Contract 4.3: only the create answer has the token.
    public static readonly Shape NewSetupLink = SetupLink.With(("token", Rule.Word));

    // Contract 6.1: kind and access_token are never returned.
    public static readonly Shape PhoneNumber = Shape.Of(
        ("id", Rule.Digits),
        ("phone_number_id", Rule.Digits),
        ("internal_id", Rule.Uuid),
        ("name", Rule.Word),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time),
        ("customer_id", Rule.Uuid.Optional),
        ("business_account_id", Rule.Text.Optional),
        ("is_coexistence", Rule.Flag.Optional),
        ("inbound_processing_enabled", Rule.Flag),
        ("calls_enabled", Rule.Flag),
        ("webhook_verified_at", Rule.Time.Optional),
        ("display_name", Rule.Text.Optional),
        ("verified_name", Rule.Text.Optional),
        ("name_status", Rule.Text.Optional),
        ("display_phone_number", Rule.Text.Optional),
        ("display_phone_number_normalized", Rule.Digits.Optional),
        ("quality_rating", Rule.Text.Optional),
        ("code_verification_status", Rule.Text.Optional),
        ("status", Rule.Text.Optional),
        ("throughput_tier", Rule.Text.Optional),
        ("whatsapp_business_manager_messaging_limit", Rule.Either(Rule.Whole, Rule.Text).Optional),
        ("is_official_business_account", Rule.Flag.Optional),
        ("is_pin_enabled", Rule.Flag.Optional));

    // Contract 6.3: not wrapped.
    public static readonly Shape Health = Shape.Of(
        ("status", Rule.OneOf("healthy", "degraded", "unhealthy", "error")),
        ("timestamp", Rule.Time),
        ("retry_after", Rule.Time.Optional),
        ("error", Rule.Text.Optional),
        ("checks", Rule.AnyObject.Optional));

    public static readonly Shape HealthCheck = Shape.Of(
        ("passed", Rule.Flag.OrNull),
        ("overall_status", Rule.OneOf("AVAILABLE", "LIMITED", "BLOCKED").Optional),
        ("details", Rule.AnyObject.Optional),
        ("error", Rule.Text.Optional));

    // Contract 7: published examples leave kind and payload_version out.
    public static readonly Shape Webhook = Shape.Of(
        ("id", Rule.Word),
        ("project_id", Rule.Word),
        ("phone_number_id", Rule.Digits.OrNull),
        ("url", Rule.Uri),
        ("kind", Rule.OneOf("kapso", "meta").Optional),
        ("secret_key", Rule.Word.Optional),
        ("events", Rule.ListOf(Rule.Word)),
        ("active", Rule.Flag),
        ("payload_version", Rule.OneOf("v1", "v2").Optional),
        ("headers", Rule.AnyObject.Optional),
        ("buffer_enabled", Rule.Flag.Optional),
        ("buffer_window_seconds", Rule.WholeFrom(1).Optional),
        ("max_buffer_size", Rule.WholeFrom(1).Optional),
        ("buffer_events", Rule.ListOf(Rule.Word).Optional),
        ("inactivity_minutes", Rule.WholeFrom(1).Optional),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time));

    // Contract 10: no payload.
    public static readonly Shape Delivery = Shape.Exactly(
        ("id", Rule.Word),
        ("event", Rule.Word),
        ("status", Rule.OneOf("pending", "delivered", "failed")),
        ("attempt_count", Rule.Count),
        ("created_at", Rule.Time),
        ("response_status", Rule.Whole.OrNull),
        ("delivered_at", Rule.Time.OrNull),
        ("failed_at", Rule.Time.OrNull),
        ("last_attempt_at", Rule.Time.OrNull),
        ("webhook_id", Rule.Text.OrNull),
        ("webhook_url", Rule.Text.OrNull),
        ("whatsapp_config_id", Rule.Text.OrNull),
        ("phone_number_id", Rule.Text.OrNull),
        ("conversation_phone_number", Rule.Text.OrNull));

    // Contract 11: all identity fields can be null.
    public static readonly Shape Contact = Shape.Of(
        ("id", Rule.Uuid),
        ("wa_id", Rule.Digits.OrNull),
        ("business_scoped_user_id", Rule.Text.OrNull),
        ("parent_business_scoped_user_id", Rule.Text.OrNull),
        ("username", Rule.Text.OrNull),
        ("profile_name", Rule.Text.OrNull),
        ("display_name", Rule.Text.OrNull),
        ("customer_id", Rule.Uuid.OrNull),
        ("metadata", Rule.AnyObject.OrNull),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time));

    // Contract 9.5.
    public static readonly Shape Status = Shape.Of(
        ("id", Rule.Word),
        ("status", Rule.OneOf("sent", "delivered", "read", "failed")),
        ("timestamp", Rule.UnixText),
        ("recipient_id", Rule.Digits),
        ("conversation", Rule.Of(
            ("id", Rule.Word), ("origin", Rule.Of(("type", Rule.Word)).Optional), ("expiration_timestamp", Rule.UnixText.Optional)).Optional),
        ("pricing", Rule.Of(
            ("billable", Rule.Flag), ("pricing_model", Rule.Word), ("category", Rule.Word), ("type", Rule.Word.Optional)).Optional),
        ("biz_opaque_callback_data", Rule.Text.Optional),
        ("errors", Rule.ListOf(Rule.Of(("code", Rule.Whole), ("title", Rule.Word), ("message", Rule.Text), ("error_data", Rule.Of(("details", Rule.Text)).Optional))).Optional));

    private static readonly Shape MessageKapso = Shape.Of(
        ("direction", Rule.OneOf("inbound", "outbound")),
        ("status", Rule.OneOf("received", "pending", "sent", "delivered", "read", "failed")),
        ("processing_status", Rule.Word.Optional),
        ("origin", Rule.OneOf("cloud_api", "business_app", "history_sync").Optional),
        ("has_media", Rule.Flag.Optional),
        ("content", Rule.Text.Optional),
        ("media_url", Rule.Uri.Optional),
        ("media_data", Rule.Of(
            ("url", Rule.Uri), ("filename", Rule.Text.OrNull), ("content_type", Rule.Text.OrNull), ("byte_size", Rule.Count.OrNull)).Optional),
        ("message_type_data", Rule.AnyObject.Optional),
        ("transcript", Rule.Either(Rule.Of(("text", Rule.Text)), Rule.Text).Optional),
        ("statuses", Rule.ListOf(Rule.Of(Status)).Optional));

    public static readonly Shape Message = Shape.Of(
        ("id", Rule.Word),
        ("timestamp", Rule.UnixText),
        ("type", Rule.Word),
        ("from", Rule.Digits.Optional),
        ("to", Rule.Digits.Optional),
        ("from_user_id", Rule.Word.Optional),
        ("to_user_id", Rule.Word.Optional),
        ("context", Rule.Of(("id", Rule.Word), ("from", Rule.Digits.Optional)).Optional),
        ("kapso", Rule.Of(MessageKapso)));

    // Contract 11: a read has its conversation too.
    public static readonly Shape MessageRead = Message.With(("kapso", Rule.Of(MessageKapso.With(("whatsapp_conversation_id", Rule.Uuid)))));

    public static readonly Shape Conversation = Shape.Of(
        ("id", Rule.Uuid),
        ("phone_number", Rule.Digits.Optional),
        ("contact_name", Rule.Text.Optional),
        ("business_scoped_user_id", Rule.Text.Optional),
        ("parent_business_scoped_user_id", Rule.Text.Optional),
        ("username", Rule.Text.Optional),
        ("status", Rule.OneOf("active", "ended")),
        ("last_active_at", Rule.Time.OrNull),
        ("created_at", Rule.Time),
        ("updated_at", Rule.Time),
        ("metadata", Rule.AnyObject),
        ("phone_number_id", Rule.Digits),
        ("kapso", Rule.Of(
            ("messages_count", Rule.Count),
            ("last_message_id", Rule.Text.OrNull),
            ("last_message_type", Rule.Text.OrNull),
            ("last_message_timestamp", Rule.Time.OrNull),
            ("last_message_text", Rule.Text.OrNull),
            ("last_inbound_at", Rule.Time.OrNull),
            ("last_outbound_at", Rule.Time.OrNull)).Optional));

    // Contract 12.2.
    public static readonly Shape Sent = Shape.Of(
        ("messaging_product", Rule.Literal("whatsapp")),
        ("contacts", Rule.ListOf(Rule.Of(("input", Rule.Word), ("wa_id", Rule.Digits.Optional), ("user_id", Rule.Word.Optional)))),
        ("messages", Rule.ListOf(Rule.Of(("id", Rule.Word), ("message_status", Rule.OneOf("accepted", "held_for_quality_assessment").Optional)))));

    // Contract 13.1: the size is text.
    public static readonly Shape Media = Shape.Of(
        ("id", Rule.Word),
        ("url", Rule.Uri),
        ("mime_type", Rule.Word),
        ("sha256", Rule.Sha256),
        ("file_size", Rule.Digits),
        ("download_url", Rule.Uri),
        ("download_url_expires_at", Rule.Time));

    // Contract 13.2: Meta has further statuses.
    public static readonly Shape Template = Shape.Of(
        ("id", Rule.Word),
        ("name", Rule.Word),
        ("language", Rule.Word),
        ("status", Rule.Word),
        ("category", Rule.OneOf("AUTHENTICATION", "MARKETING", "UTILITY")),
        ("previous_category", Rule.Text.Optional),
        ("components", Rule.ListOf(Rule.AnyObject)));
}
