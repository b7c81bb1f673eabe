using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Threadway.Web.Data.Sqlite
{
    /// <inheritdoc />
    public partial class WebhookLanes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP INDEX ix_webhook_events_due_at;
            DROP INDEX ix_webhook_events_idempotency_key;
            ALTER TABLE webhook_events RENAME TO webhook_events_before;
            CREATE TABLE webhook_events (
                sequence INTEGER NOT NULL CONSTRAINT pk_webhook_events PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                event TEXT NOT NULL,
                lane TEXT NOT NULL,
                received_at TEXT NOT NULL,
                due_at TEXT,
                claimed_by TEXT,
                claimed_until TEXT,
                processed_at TEXT,
                attempts INTEGER NOT NULL,
                last_error TEXT,
                body BLOB NOT NULL
            );
            CREATE TABLE webhook_keys (
                key TEXT NOT NULL,
                received_at TEXT NOT NULL,
                CONSTRAINT pk_webhook_keys PRIMARY KEY (key)
            ) WITHOUT ROWID;
            INSERT INTO webhook_events (id, idempotency_key, event, lane, received_at, due_at, processed_at, attempts, last_error, body)
            SELECT id, idempotency_key, event, '-', received_at, due_at, processed_at, attempts, last_error, body FROM webhook_events_before ORDER BY received_at, id;
            INSERT INTO webhook_keys (key, received_at) SELECT idempotency_key, received_at FROM webhook_events_before;
            DROP TABLE webhook_events_before;
            CREATE INDEX ix_webhook_events_fresh ON webhook_events (sequence, lane) WHERE due_at IS NOT NULL AND claimed_by IS NULL AND attempts = 0;
            CREATE INDEX ix_webhook_events_again ON webhook_events (due_at) WHERE due_at IS NOT NULL AND claimed_by IS NULL AND attempts > 0;
            CREATE INDEX ix_webhook_events_claimed ON webhook_events (claimed_by, lane) WHERE claimed_by IS NOT NULL;
            -- Up to where the keys of events stand in webhook_keys; those after it are known by their events alone.
            CREATE TABLE webhook_keys_settled (through INTEGER NOT NULL);
            INSERT INTO webhook_keys_settled (through) SELECT coalesce(max(sequence), 0) FROM webhook_events;
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP TABLE webhook_keys_settled;
            DROP INDEX ix_webhook_events_fresh;
            DROP INDEX ix_webhook_events_again;
            DROP INDEX ix_webhook_events_claimed;
            DROP TABLE webhook_keys;
            ALTER TABLE webhook_events RENAME TO webhook_events_after;
            CREATE TABLE webhook_events (
                id TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                event TEXT NOT NULL,
                body BLOB NOT NULL,
                received_at TEXT NOT NULL,
                processed_at TEXT,
                due_at TEXT,
                attempts INTEGER NOT NULL,
                last_error TEXT,
                CONSTRAINT pk_webhook_events PRIMARY KEY (id)
            );
            INSERT INTO webhook_events (id, idempotency_key, event, body, received_at, processed_at, due_at, attempts, last_error)
            SELECT id, idempotency_key, event, body, received_at, processed_at, due_at, attempts, last_error FROM webhook_events_after;
            DROP TABLE webhook_events_after;
            CREATE INDEX ix_webhook_events_due_at ON webhook_events (due_at);
            CREATE UNIQUE INDEX ix_webhook_events_idempotency_key ON webhook_events (idempotency_key);
            """);
    }
}
