using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Threadway.Packages.Tests;

/// <summary>What a package tells about itself, and what is in it.</summary>
public sealed partial class PackageTests(Feed feed) : IAsyncLifetime
{
    private const string Sdk = "Threadway.Kapso";
    private const string AspNetCore = "Threadway.Kapso.AspNetCore";
    private const string Tool = "Threadway.Kapso.Emulator";
    private const string Testing = "Threadway.Kapso.Emulator.Testing";

    private static readonly Guid sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static TheoryData<string> Libraries { get; } = [Sdk, AspNetCore, Testing];

    public static TheoryData<string> All { get; } = [Sdk, AspNetCore, Tool, Testing];

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Feed.Obstacle is not null, Feed.Obstacle ?? "");
        return default;
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public void Every_package_is_looked_at_here() => Assert.Equal(All.Select(row => row.Data).Order(StringComparer.Ordinal), feed.Ids);

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_holds_its_assembly_docs_readme_and_icon_and_nothing_else(string id) => Assert.Equal(
        ["README.md", $"{id}.nuspec", "icon.png", $"lib/net10.0/{AssemblyOf(id)}.dll", $"lib/net10.0/{AssemblyOf(id)}.xml"], feed.FilesOf(id));

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_says_what_it_is_where_it_lives_and_under_which_terms(string id)
    {
        var metadata = feed.MetadataOf(id);

        Assert.Equal((id, feed.Version), (Value("id"), Value("version")));
        Assert.Equal(("MIT", "icon.png", "README.md"), (Value("license"), Value("icon"), Value("readme")));
        Assert.False(string.IsNullOrWhiteSpace(Value("description")));
        Assert.Contains("kapso", Value("tags"), StringComparison.Ordinal);
        Assert.StartsWith("https://", Value("projectUrl"), StringComparison.Ordinal);
        Assert.Contains("CHANGELOG", Value("releaseNotes"), StringComparison.Ordinal);

        var repository = metadata.Element("repository")!;
        Assert.Equal(("git", Value("projectUrl")), (repository.Attribute("type")?.Value, repository.Attribute("url")?.Value));
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")?.Value);

        string? Value(string name) => metadata.Element(name)?.Value;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_icon_is_a_picture_and_a_readme_leads_nowhere_inside_the_repository(string id)
    {
        Assert.Equal([0x89, .. "PNG"u8], feed.BytesOf(id, "icon.png")[..4]);

        var links = Link().Matches(Encoding.UTF8.GetString(feed.BytesOf(id, "README.md"))).Select(link => link.Groups[1].Value);
        Assert.All(links, link => Assert.True(
            link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith('#'), $"{link} leads nowhere on a package's page"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_debugger_finds_symbols_and_through_them_the_source(string id)
    {
        var symbols = $"lib/net10.0/{AssemblyOf(id)}.pdb";
        Assert.Equal([$"{id}.nuspec", symbols], feed.FilesOf(id, "snupkg"));

        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(feed.BytesOf(id, symbols, "snupkg")));
        var reader = provider.GetMetadataReader();
        var link = Encoding.UTF8.GetString(reader.CustomDebugInformation
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == sourceLink)
            .Select(information => reader.GetBlobBytes(information.Value))
            .Single());

        var commit = feed.MetadataOf(id).Element("repository")!.Attribute("commit")!.Value;
        Assert.Contains($"/{commit}/*", link, StringComparison.Ordinal);
        Assert.All(
            reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)),
            name => Assert.StartsWith("/_/", name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_built_the_same_wherever_it_is_built(string id)
    {
        using var assembly = new PEReader(new MemoryStream(feed.BytesOf(id, $"lib/net10.0/{AssemblyOf(id)}.dll")));
        var entries = assembly.ReadDebugDirectory();

        Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        var symbols = entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Assert.DoesNotContain(Repository.Root, assembly.ReadCodeViewDebugDirectoryData(symbols).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sdk_depends_on_resilience_alone()
    {
        Assert.Equal(["Microsoft.Extensions.Http.Resilience"], DependenciesOf(Sdk));
        Assert.Empty(FrameworksOf(Sdk));
    }

    [Fact]
    public void The_receiver_depends_on_the_sdk_and_on_asp_net_core()
    {
        Assert.Equal([Sdk], DependenciesOf(AspNetCore));
        Assert.Equal(["Microsoft.AspNetCore.App"], FrameworksOf(AspNetCore));
    }

    [Fact]
    public void The_emulator_in_tests_brings_what_it_runs_on()
    {
        Assert.Equal(["RazorSlices", "System.CommandLine"], DependenciesOf(Testing).Order(StringComparer.Ordinal));
        Assert.Equal(["Microsoft.AspNetCore.App"], FrameworksOf(Testing));
    }

    // The library for tests is the tool's own assembly.
    private static string AssemblyOf(string id) => id == Testing ? Tool : id;

    private IEnumerable<string?> DependenciesOf(string id) =>
        feed.MetadataOf(id).Descendants("dependency").Select(dependency => dependency.Attribute("id")?.Value);

    private IEnumerable<string?> FrameworksOf(string id) =>
        feed.MetadataOf(id).Descendants("frameworkReference").Select(framework => framework.Attribute("name")?.Value);

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Link();
}
