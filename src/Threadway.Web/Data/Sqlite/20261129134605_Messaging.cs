using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Threadway.Web.Data.Sqlite
{
    /// <inheritdoc />
    public partial class Messaging : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contact_keys",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    contact_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact_keys", x => new { x.connection_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    wa_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    typed = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    scoped_user_id = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    parent_scoped_user_id = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    username = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    marketing_stopped = table.Column<bool>(type: "INTEGER", nullable: false),
                    marketing_sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    marketing_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    contact_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    group_id = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    last_inbound_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    window_closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    unread = table.Column<int>(type: "INTEGER", nullable: false),
                    last_message_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    last_message_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.user_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "message_statuses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    wamid = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    recipient = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    raw = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_statuses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    wamid = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    wamid_tail = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    author = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    api_key_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    reply_to = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    extras = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    failure_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    failure_title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    failure_provider_code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    failure_retryable = table.Column<bool>(type: "INTEGER", nullable: false),
                    notes = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    to = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    send_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ready_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    override_window = table.Column<bool>(type: "INTEGER", nullable: false),
                    in_place_of = table.Column<Guid>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    attempted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    doubt_since = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "send_lines",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    held_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    burst_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    burst_count = table.Column<int>(type: "INTEGER", nullable: false),
                    paced_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    in_flight = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_send_lines", x => x.conversation_id);
                });

            migrationBuilder.CreateTable(
                name: "sender_leases",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    wake_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    wakes = table.Column<long>(type: "INTEGER", nullable: false),
                    held_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    held_by = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sender_leases", x => x.connection_id);
                });

            migrationBuilder.CreateTable(
                name: "uploaded_media",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    media_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_uploaded_media", x => new { x.connection_id, x.media_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_contact_keys_contact_id",
                table: "contact_keys",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_connection_id",
                table: "contacts",
                column: "connection_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_connection_id_group_id",
                table: "conversations",
                columns: new[] { "connection_id", "group_id" },
                unique: true,
                filter: "group_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_connection_id_last_message_at_id",
                table: "conversations",
                columns: new[] { "connection_id", "last_message_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_contact_id",
                table: "conversations",
                column: "contact_id",
                unique: true,
                filter: "contact_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_user_id_changed_at",
                table: "conversations",
                columns: new[] { "user_id", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_message_statuses_connection_id_wamid_status_at_recipient",
                table: "message_statuses",
                columns: new[] { "connection_id", "wamid", "status", "at", "recipient" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_statuses_message_id",
                table: "message_statuses",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_connection_id_at_id",
                table: "messages",
                columns: new[] { "connection_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_connection_id_wamid",
                table: "messages",
                columns: new[] { "connection_id", "wamid" },
                unique: true,
                filter: "wamid IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id_at_id",
                table: "messages",
                columns: new[] { "conversation_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id_wamid_tail",
                table: "messages",
                columns: new[] { "conversation_id", "wamid_tail" },
                filter: "wamid_tail IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_queue",
                table: "messages",
                columns: new[] { "conversation_id", "priority", "ready_at", "id" },
                filter: "state = 'Queued'");

            migrationBuilder.CreateIndex(
                name: "ix_messages_queue_expiry",
                table: "messages",
                column: "expires_at",
                filter: "state = 'Queued'");

            migrationBuilder.CreateIndex(
                name: "ix_messages_queue_length",
                table: "messages",
                columns: new[] { "connection_id", "priority" },
                filter: "state = 'Queued'");

            migrationBuilder.CreateIndex(
                name: "ix_messages_sending",
                table: "messages",
                column: "connection_id",
                filter: "state = 'Sending'");

            migrationBuilder.CreateIndex(
                name: "ix_messages_user_id_changed_at",
                table: "messages",
                columns: new[] { "user_id", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_send_lines_connection_id_rank_due_at",
                table: "send_lines",
                columns: new[] { "connection_id", "rank", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sender_leases_wake_at",
                table: "sender_leases",
                column: "wake_at",
                filter: "wake_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_uploaded_media_created_at",
                table: "uploaded_media",
                column: "created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contact_keys");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "message_statuses");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "send_lines");

            migrationBuilder.DropTable(
                name: "sender_leases");

            migrationBuilder.DropTable(
                name: "uploaded_media");
        }
    }
}
