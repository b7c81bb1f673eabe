using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Threadway.Web.Data.Postgres
{
    /// <inheritdoc />
    public partial class SweepInSlices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_setup_links_settled_at",
                table: "setup_links");

            migrationBuilder.DropIndex(
                name: "ix_connections_read_at",
                table: "connections");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "look_at",
                table: "setup_links",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "look_at",
                table: "connections",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_setup_links_look_at",
                table: "setup_links",
                column: "look_at",
                filter: "look_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_connections_look_at",
                table: "connections",
                column: "look_at",
                filter: "look_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_connections_phone_number_id",
                table: "connections",
                column: "phone_number_id");

            migrationBuilder.CreateIndex(
                name: "ix_connections_read_at",
                table: "connections",
                column: "read_at",
                filter: "linked = 'Linked'");

            // What waits or is doubtful is due at once; from then on every look says when the next is.
            migrationBuilder.Sql("UPDATE setup_links SET look_at = observed_at WHERE settled_at IS NULL");
            migrationBuilder.Sql("UPDATE connections SET look_at = read_at WHERE linked = 'Disconnecting' OR (linked = 'Linked' AND (receiving <> 'Receiving' OR sending IN ('SendingLimited', 'SendingBlocked')))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_setup_links_look_at",
                table: "setup_links");

            migrationBuilder.DropIndex(
                name: "ix_connections_look_at",
                table: "connections");

            migrationBuilder.DropIndex(
                name: "ix_connections_phone_number_id",
                table: "connections");

            migrationBuilder.DropIndex(
                name: "ix_connections_read_at",
                table: "connections");

            migrationBuilder.DropColumn(
                name: "look_at",
                table: "setup_links");

            migrationBuilder.DropColumn(
                name: "look_at",
                table: "connections");

            migrationBuilder.CreateIndex(
                name: "ix_setup_links_settled_at",
                table: "setup_links",
                column: "settled_at");

            migrationBuilder.CreateIndex(
                name: "ix_connections_read_at",
                table: "connections",
                column: "read_at");
        }
    }
}
