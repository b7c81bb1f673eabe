namespace Threadway.Kapso.Tests.Readme;

/// <summary>The samples in the packages' READMEs are those in the files beside this one, which the compiler reads.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("Threadway.Kapso")]
    [InlineData("Threadway.Kapso.AspNetCore")]
    [InlineData("Threadway.Kapso.Emulator.Testing")]
    public void Every_sample_compiles(string package)
    {
        var compiled = string.Join('\n', typeof(ReadmeTests).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Samples.", StringComparison.Ordinal))
            .SelectMany(name => Lines(Read(name))));
        var samples = SamplesOf(Read($"{package}.md")).ToArray();

        Assert.NotEmpty(samples);
        Assert.All(samples, sample =>
        {
            foreach (var line in sample.Where(IsUsing))
                Assert.Contains($"\n{line}\n", $"\n{compiled}\n", StringComparison.Ordinal);

            var body = string.Join('\n', sample.Where(line => !IsUsing(line)));
            Assert.Contains($"\n{body}\n", $"\n{compiled}\n", StringComparison.Ordinal);
        });
    }

    /// <summary>Each goes on from those above it, and waits for what it says.</summary>
    [Fact]
    public Task The_samples_of_the_emulator_for_tests_run_from_top_to_bottom() => global::Readme.EmulatorTestingSamples.RunAsync();

    private static IEnumerable<string[]> SamplesOf(string markdown) => markdown
        .Split("```csharp\n")
        .Skip(1)
        .Select(part => Lines(part[..part.IndexOf("```", StringComparison.Ordinal)]));

    // How far a line stands in differs between the page and a method.
    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=');

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
