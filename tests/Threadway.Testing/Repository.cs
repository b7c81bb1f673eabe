namespace Threadway.Testing;

/// <summary>The clone that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A program of ours where it was built, in the configuration of these tests: what lies beside the tests was put there for them.</summary>
    public static string ProgramOf(string project) =>
        PathOf("artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), $"{project}.dll");

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Threadway.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");

        return folder.FullName;
    }
}
