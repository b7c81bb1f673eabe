using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Threadway.Kapso.Tests.Packaging;

/// <summary>The packages as <c>dotnet pack</c> makes them of what the tests themselves run on.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly DirectoryInfo output = Directory.CreateTempSubdirectory("threadway-packages");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var project in new[] { "Threadway.Kapso", "Threadway.Kapso.AspNetCore" })
            await PackAsync(project);
    }

    /// <summary>The files inside, without those that every package has.</summary>
    public IEnumerable<string> FilesOf(string id, string extension)
    {
        using var package = Open(id, extension);
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];
    }

    public XElement MetadataOf(string id)
    {
        using var package = Open(id, "nupkg");
        using var manifest = package.GetEntry($"{id}.nuspec")!.Open();
        var root = XElement.Load(manifest);
        foreach (var element in root.DescendantsAndSelf())
            element.Name = element.Name.LocalName;

        return root.Element("metadata")!;
    }

    public byte[] BytesOf(string id, string extension, string file)
    {
        using var package = Open(id, extension);
        using var content = package.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        output.Delete(recursive: true);
        return default;
    }

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(
        output.EnumerateFiles($"*.{extension}").Single(file => file.Name.StartsWith($"{id}.0", StringComparison.Ordinal)).FullName);

    private async Task PackAsync(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "pack", $"src/{project}", "-c", configuration, "--no-build", "-o", output.FullName, "--nologo", "-v", "quiet" },
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var pack = Process.Start(start)!;
        var said = await Task.WhenAll(pack.StandardOutput.ReadToEndAsync(Token), pack.StandardError.ReadToEndAsync(Token));
        await pack.WaitForExitAsync(Token);

        Assert.True(pack.ExitCode == 0, string.Concat(said));
    }
}
