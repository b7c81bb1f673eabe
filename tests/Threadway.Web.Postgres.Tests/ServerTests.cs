using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Threadway.Web.Data;
using Threadway.Web.Tests;
using Threadway.Web.Tests.Hosting;

namespace Threadway.Web.Postgres.Tests;

/// <summary>What PostgreSQL's server does and SQLite's file cannot.</summary>
public sealed class ServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_committed_is_on_the_disk_whatever_the_servers_default()
    {
        await using var app = await ThreadwayApp.StartAsync();

        var mode = await app.ReadAsync(db => db.Database.SqlQuery<string>($"SELECT setting AS \"Value\" FROM pg_settings WHERE name = 'synchronous_commit'").SingleAsync(Stop));

        Assert.Equal("on", mode);
    }

    [Theory]
    [InlineData("", 100, 2, true)]
    [InlineData(";Max Auto Prepare=0;Auto Prepare Min Usages=7;No Reset On Close=false", 0, 7, false)]
    public async Task Statements_are_prepared_by_themselves_unless_the_connection_string_says_otherwise(string said, int prepared, int usages, bool keeps)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ThreadwayApp.StartAsync(("ConnectionStrings:Threadway", database.ConnectionString + said));

        var used = new NpgsqlConnectionStringBuilder(app.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString);

        Assert.Equal((prepared, usages, keeps), (used.MaxAutoPrepare, used.AutoPrepareMinUsages, used.NoResetOnClose));
    }

    [Fact]
    public async Task A_node_joins_over_the_version_that_it_saw_and_leaves_nothing_behind_where_it_may_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Pooling=false");
        await using (var version = source.CreateCommand("INSERT INTO orleansmembershipversiontable (deploymentid) VALUES ('test')")) await version.ExecuteNonQueryAsync(Stop);

        var atOnce = await Task.WhenAll(Enumerable.Range(1, 5).Select(port => JoinAsync(source, port, version: 0)));
        var again = await JoinAsync(source, Array.IndexOf(atOnce, 1) + 1, version: 1);
        var next = await JoinAsync(source, 9, version: 1);

        Assert.Equal([0, 0, 0, 0, 1], atOnce.Order());
        Assert.Equal((0, 1), (again, next));
        await using var rows = source.CreateCommand("SELECT count(*)::int * 10 + max(v.version) FROM orleansmembershiptable JOIN orleansmembershipversiontable v USING (deploymentid)");
        Assert.Equal(22, await rows.ExecuteScalarAsync(Stop));
    }

    [Fact]
    public async Task A_migration_that_was_killed_in_the_middle_is_no_hindrance_to_the_next()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync(Stop);
        await ExecuteAsync(connection, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        var settings = AppProgram.SettingsWith(database.ConnectionString);

        // It cannot go on in its middle while somebody else is about to make a table of that name.
        await using (var blocking = await connection.BeginTransactionAsync(Stop))
        {
            await ExecuteAsync(connection, "CREATE TABLE orleansquery (x int)");
            using var killed = AppProgram.Start(settings, "migrate");
            await Eventually.TrueAsync(async () => await IsSomebodyBlockedAsync(database.ConnectionString));
            killed.Kill();
            await killed.WaitForExitAsync(Stop);
        }
        var next = await AppProgram.RunAsync(settings, "migrate");

        Assert.Equal((0, ""), next);
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_would_not_take_is_stored_without_what_cannot_be_shown()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();

        var name = await app.ReadAsync(async db =>
        {
            await db.Users.Where(user => user.PhoneNumber == person.PhoneNumber).ExecuteUpdateAsync(set => set.SetProperty(user => user.Name, "a\0b\ud83dc"), Stop);
            return await db.Users.Where(user => user.PhoneNumber == person.PhoneNumber).Select(user => user.Name).SingleAsync(Stop);
        });

        Assert.Equal("a\ufffdb\ufffdc", name);
    }

    [Fact]
    public async Task An_instant_of_another_zone_is_stored_as_the_instant_that_it_is()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var instant = new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.FromHours(-5));

        var stored = await app.ReadAsync(async db =>
        {
            await db.Users.Where(user => user.PhoneNumber == person.PhoneNumber).ExecuteUpdateAsync(set => set.SetProperty(user => user.CreatedAt, instant), Stop);
            return await db.Users.Where(user => user.PhoneNumber == person.PhoneNumber && user.CreatedAt == instant).Select(user => user.CreatedAt).SingleAsync(Stop);
        });

        Assert.Equal((instant, TimeSpan.Zero), (stored, stored.Offset));
    }

    [Fact]
    public async Task Work_that_loses_its_session_is_done_again_and_once_in_effect()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var tries = 0;

        var name = await app.ReadAsync(async db =>
        {
            await db.InTurnAsync("test", async cancel =>
            {
                var user = await db.Users.SingleAsync(user => user.PhoneNumber == person.PhoneNumber, cancel);
                user.Name = $"{user.Name}x";
                await db.SaveChangesAsync(cancel);
                if (++tries == 1) await db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pg_backend_pid())", cancel);
                return true;
            }, cancellationToken: Stop);
            return await db.Users.Where(user => user.PhoneNumber == person.PhoneNumber).Select(user => user.Name).SingleAsync(Stop);
        });

        Assert.Equal((2, "x"), (tries, name));
    }

    [Fact]
    public async Task Of_works_of_one_key_each_sees_what_the_ones_before_it_stored()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.ReadAsync(db => db.InTurnAsync("test", async cancel =>
        {
            var user = await db.Users.SingleAsync(user => user.PhoneNumber == person.PhoneNumber, cancel);
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Name, $"{user.Name}x"), cancel);
            return true;
        }, cancellationToken: Stop))));

        Assert.Equal(new string('x', 12), await app.ReadAsync(db => db.Users.Where(user => user.PhoneNumber == person.PhoneNumber).Select(user => user.Name).SingleAsync(Stop)));
    }

    [Fact]
    public async Task A_second_row_where_one_may_be_is_told_from_other_failures()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();

        var failure = await app.ReadAsync(async db =>
        {
            db.Users.Add(new() { Id = Guid.CreateVersion7(), UserName = "another", PhoneNumber = person.PhoneNumber });
            return await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Stop));
        });

        Assert.True(failure.IsConflict());
        Assert.False(new DbUpdateException("The disk is full.", new PostgresException("disk full", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)).IsConflict());
    }

    /// <summary>With the statement that Orleans takes from the database.</summary>
    private static async Task<int> JoinAsync(NpgsqlDataSource source, int port, int version)
    {
        await using var stored = source.CreateCommand("SELECT querytext FROM orleansquery WHERE querykey = 'InsertMembershipKey'");
        await using var join = source.CreateCommand((string)(await stored.ExecuteScalarAsync(Stop))!);
        foreach (var (name, value) in ((string, object)[])
        [
            ("DeploymentId", "test"), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("SiloName", "a"), ("HostName", "a"), ("Status", 3), ("ProxyPort", 0),
            ("StartTime", DateTime.UnixEpoch), ("IAmAliveTime", DateTime.UnixEpoch), ("Version", version),
        ]) join.Parameters.AddWithValue(name, value);
        return (int)(await join.ExecuteScalarAsync(Stop))!;
    }

    private static async Task<bool> IsSomebodyBlockedAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%orleansquery%')", connection);
        return (bool)(await command.ExecuteScalarAsync(Stop))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
