using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
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

    private static void SkipWithoutModes() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no modes here.");
}
