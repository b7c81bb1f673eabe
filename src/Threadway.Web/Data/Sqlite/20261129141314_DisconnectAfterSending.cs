using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Threadway.Web.Data.Sqlite
{
    /// <inheritdoc />
    public partial class DisconnectAfterSending : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "disconnect_by",
                table: "connections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_connections_disconnect_by",
                table: "connections",
                column: "disconnect_by",
                filter: "disconnect_by IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_connections_disconnect_by",
                table: "connections");

            migrationBuilder.DropColumn(
                name: "disconnect_by",
                table: "connections");
        }
    }
}
