using Threadway.Kapso.AspNetCore;

namespace Threadway.Kapso.Tests.Packaging;

public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Sdk = "Threadway.Kapso";
    private const string AspNetCore = "Threadway.Kapso.AspNetCore";

    private static readonly string Version = typeof(KapsoClient).Assembly.GetName().Version!.ToString(3);

    [Theory]
    [InlineData(Sdk)]
    [InlineData(AspNetCore)]
    public void A_package_holds_library_docs_readme_and_icon_and_nothing_else(string id)
    {
        Assert.Equal(
            ["README.md", $"{id}.nuspec", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], packages.FilesOf(id, "nupkg"));
        Assert.Equal([0x89, .. "PNG"u8], packages.BytesOf(id, "nupkg", "icon.png")[..4]);
    }

    [Theory]
    [InlineData(Sdk)]
    [InlineData(AspNetCore)]
    public void A_debugger_finds_the_symbols(string id)
    {
        Assert.Equal([$"{id}.nuspec", $"lib/net10.0/{id}.pdb"], packages.FilesOf(id, "snupkg"));
        Assert.Equal("BSJB"u8, packages.BytesOf(id, "snupkg", $"lib/net10.0/{id}.pdb").AsSpan(0, 4));
    }

    [Theory]
    [InlineData(Sdk)]
    [InlineData(AspNetCore)]
    public void A_package_says_what_it_is_and_under_which_terms(string id)
    {
        var metadata = packages.MetadataOf(id);

        Assert.Equal((id, Version), (Value("id"), Value("version")));
        Assert.Equal(("MIT", "icon.png", "README.md"), (Value("license"), Value("icon"), Value("readme")));
        Assert.False(string.IsNullOrWhiteSpace(Value("description")));
        Assert.Contains("kapso", Value("tags"), StringComparison.Ordinal);

        string? Value(string name) => metadata.Element(name)?.Value;
    }

    [Fact]
    public void The_sdk_depends_on_resilience_alone()
    {
        Assert.Equal(["Microsoft.Extensions.Http.Resilience"], DependenciesOf(Sdk));
        Assert.Empty(packages.MetadataOf(Sdk).Descendants("frameworkReference"));
    }

    [Fact]
    public void The_receiver_depends_on_the_sdk_and_on_asp_net_core()
    {
        Assert.Equal([Sdk], DependenciesOf(AspNetCore));
        Assert.Equal(
            "Microsoft.AspNetCore.App", Assert.Single(packages.MetadataOf(AspNetCore).Descendants("frameworkReference")).Attribute("name")?.Value);
        Assert.Equal(typeof(KapsoClient).Assembly.GetName().Version, typeof(KapsoWebhookOptions).Assembly.GetName().Version);
    }

    private IEnumerable<string> DependenciesOf(string id) =>
        packages.MetadataOf(id).Descendants("dependency").Select(dependency => (string)dependency.Attribute("id")!);
}
