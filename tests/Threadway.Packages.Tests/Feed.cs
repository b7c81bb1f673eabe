using System.IO.Compression;
using System.Xml.Linq;

namespace Threadway.Packages.Tests;

/// <summary>
/// A folder with all packages, as <c>.ci/pack</c> makes them of the clone. Their version is this run's own and newer than any other, so
/// that what is installed by name is what was packed, whatever a machine has in its caches.
/// </summary>
public sealed class Feed : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("threadway-packages");

    /// <summary>Why nothing can be packed here; null where it can. A fixture cannot skip: its tests ask.</summary>
    public static string? Obstacle => OperatingSystem.IsWindows() ? "The packages are made by a script for Unix" : null;

    public string Path => folder.FullName;

    public string Version { get; } = $"0.1.{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";

    /// <summary>What was packed, by id, without the platforms' own packages of the tool.</summary>
    public IEnumerable<string> Ids => folder.EnumerateFiles("*.nupkg")
        .Select(file => file.Name[..^$".{Version}.nupkg".Length])
        .Where(id => !id.EndsWith(".any", StringComparison.Ordinal) && !id.EndsWith("-x64", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (Obstacle is not null)
            return;

        // Beside what the tests themselves run on, which no build may touch meanwhile; inside the clone, where paths are mapped.
        // What analyzers have to say was said when the tests were built.
        var (code, said) = await Command.RunAsync(Repository.Root, Repository.PathOf(".ci", "pack"),
        [
            Path, "--artifacts-path", Repository.PathOf("artifacts", "packed"), $"-p:PackageVersion={Version}", "-p:RunAnalyzers=false", "--nologo", "-v", "quiet",
        ]);

        Assert.True(code == 0, said);
    }

    /// <summary>The files inside, without those that every package has.</summary>
    public IEnumerable<string> FilesOf(string id, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>What the package says of itself, by names without their namespace.</summary>
    public XElement MetadataOf(string id)
    {
        var root = XElement.Load(new MemoryStream(BytesOf(id, $"{id}.nuspec")));
        foreach (var element in root.DescendantsAndSelf())
            element.Name = element.Name.LocalName;

        return root.Element("metadata")!;
    }

    public byte[] BytesOf(string id, string file, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        using var content = package.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return default;
    }

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(System.IO.Path.Combine(Path, $"{id}.{Version}.{extension}"));
}
