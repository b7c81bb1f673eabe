namespace Threadway.Kapso.Tests.Readme;

/// <summary>The samples in the packages' READMEs are those in the files beside this one, which the compiler reads.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("Threadway.Kapso")]
    [InlineData("Threadway.Kapso.AspNetCore")]
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
