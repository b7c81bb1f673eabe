namespace Threadway.Web.Data.Sqlite;

/// <summary>The database's files, which hold people's numbers and the keys of their sessions: their owner's alone.</summary>
internal static class DatabaseFile
{
    public const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>SQLite gives the files beside the database the database's own mode, where it makes them.</summary>
    private static readonly string[] SideFiles = ["-wal", "-shm", "-journal"];

    /// <summary>From the first byte on: the file is there, empty and private, before SQLite opens it. Where files have modes, that is.</summary>
    public static void MakePrivate(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        try
        {
            // Never opened where it exists: closing it would take away the locks that SQLite holds on it in this process.
            if (!File.Exists(path)) new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owner }).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that starts at the same moment has made it, as private.
        }
        foreach (var file in SideFiles.Select(suffix => path + suffix).Prepend(path).Where(File.Exists)) File.SetUnixFileMode(file, Owner);
    }
}
