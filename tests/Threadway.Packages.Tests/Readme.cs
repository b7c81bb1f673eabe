using System.Text;
using System.Text.RegularExpressions;

namespace Threadway.Packages.Tests;

/// <summary>A package's README as it stands on the package's page: what it tells a reader to run and to write.</summary>
internal sealed partial class Readme
{
    private readonly Sample[] samples;

    private Readme(string markdown) => samples =
    [
        .. from part in Section().Split(markdown)
           let heading = part.Split('\n', 2)[0].Trim()
           from Match block in Block().Matches(part)
           select new Sample(heading, block.Groups["language"].Value, block.Groups["code"].Value),
    ];

    public IEnumerable<Sample> Samples => samples.Where(sample => sample.Language == "csharp");

    /// <summary>Lines for a shell, in their order.</summary>
    public IEnumerable<string> Commands => samples
        .Where(sample => sample.Language is "" or "sh")
        .SelectMany(sample => sample.Code.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What the settings file of an application holds; null where there is none.</summary>
    public string? Settings => samples.SingleOrDefault(sample => sample.Language == "json")?.Code;

    /// <summary>The program of somebody who reads from the top and copies each sample.</summary>
    public string Program => Below(Samples.Where(sample => sample is { IsForHost: false, IsType: false }));

    /// <summary>The same for the samples that are parts of an application with a host: what is registered comes before it is built.</summary>
    public string Application => Below(
        [.. Samples.Where(sample => sample.IsForHost || (sample.IsType && !sample.IsTest)).OrderBy(sample => sample.IsRegistration ? 0 : 1)], "app.Run();");

    public static Readme Of(Feed feed, string id) => new(Encoding.UTF8.GetString(feed.BytesOf(id, "README.md")));

    /// <summary>
    /// One sample below the other: the names that one makes are the next one's. Each says its heading before it begins, so that a
    /// failure tells where it happened.
    /// </summary>
    private static string Below(IEnumerable<Sample> samples, string end = "")
    {
        var all = samples.ToList();
        return string.Join('\n',
        [
            .. all.SelectMany(sample => sample.Usings).Distinct(),
            .. all.Where(sample => !sample.IsType).Select(sample => $"Console.WriteLine(\"## {sample.Heading}\");\n{sample.Statements}"),
            end,
            .. all.Where(sample => sample.IsType).Select(sample => sample.Statements),
        ]);
    }

    [GeneratedRegex("^##? ", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
