using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data.Sqlite;

namespace Threadway.Web.Tests.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class DatabaseFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("threadway-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_database_and_the_files_beside_it_are_their_owners_alone()
    {
        SkipWithoutModes();
        await using var app = await ThreadwayApp.StartAsync(("ConnectionStrings:Threadway", $"Data Source={folder}/made/threadway.db;Pooling=False"));
        await using var open = new SqliteConnection($"Data Source={folder}/made/threadway.db;Pooling=False");
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var look = open.CreateCommand();
        look.CommandText = "SELECT count(*) FROM users";
        await look.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        await app.SignInAsync();

        var files = Directory.GetFiles(Path.Combine(folder, "made"));
        Assert.Equal(["threadway.db", "threadway.db-shm", "threadway.db-wal"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(Private, File.GetUnixFileMode(file)));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder, "made")));
    }

    [Fact]
    public void From_the_first_byte_on()
    {
        SkipWithoutModes();
        var path = Path.Combine(folder, "new.db");

        DatabaseFile.MakePrivate(path);

        Assert.Equal((0, Private), (new FileInfo(path).Length, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void Files_that_were_open_to_others_are_closed_to_them()
    {
        SkipWithoutModes();
        string[] files = [.. ((string[])["", "-wal", "-shm", "-journal"]).Select(suffix => Path.Combine(folder, $"old.db{suffix}"))];
        foreach (var file in files)
        {
            File.WriteAllText(file, "kept");
            File.SetUnixFileMode(file, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }

        DatabaseFile.MakePrivate(files[0]);

        Assert.All(files, file => Assert.Equal((Private, "kept"), (File.GetUnixFileMode(file), File.ReadAllText(file))));
    }

    [Fact]
    public async Task A_migration_that_was_killed_in_the_middle_is_no_hindrance_to_the_next()
    {
        var path = Path.Combine(folder, "killed.db");
        var settings = AppProgram.SettingsWith($"Data Source={path}");
        // What EF Core leaves for ever where it is killed while it migrates, and waits for where it finds it.
        await using (var left = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await left.OpenAsync(TestContext.Current.CancellationToken);
            await using var row = left.CreateCommand();
            row.CommandText =
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""";
            await row.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        using (var killed = AppProgram.Start(settings, "migrate"))
        {
            await Eventually.TrueAsync(() => Task.FromResult(File.Exists($"{path}-migrate")));
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var next = await AppProgram.RunAsync(settings, "migrate");

        Assert.Equal((0, ""), next);
        Assert.False(File.Exists($"{path}-migrate"));
    }

    [Fact]
    public async Task Every_connection_waits_for_the_disk_and_for_its_turn()
    {
        await using var app = await ThreadwayApp.StartAsync(("ConnectionStrings:Threadway", $"Data Source={folder}/threadway.db"));

        var settings = await app.ReadAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            List<object?> values = [];
            foreach (var name in (string[])["synchronous", "journal_mode", "busy_timeout"])
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"PRAGMA {name}";
                values.Add(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            }
            return values;
        });

        Assert.Equal([2L, "wal", 5000L], settings);
    }

    private static void SkipWithoutModes() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no modes here.");
}
