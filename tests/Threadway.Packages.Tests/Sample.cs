using System.Text.RegularExpressions;

namespace Threadway.Packages.Tests;

/// <summary>One block of code in a README, under its heading.</summary>
internal sealed partial record Sample(string Heading, string Language, string Code)
{
    private static readonly string[] types = ["public ", "internal ", "sealed ", "["];

    public IEnumerable<string> Usings => Lines.Where(IsUsing);

    public string Statements => string.Join('\n', Lines.Where(line => !IsUsing(line)));

    /// <summary>It needs an application around it that is built with a host.</summary>
    public bool IsForHost => OfHost().IsMatch(Code);

    /// <summary>It registers what the application is then built of.</summary>
    public bool IsRegistration => IsForHost && !Code.Contains("app.", StringComparison.Ordinal);

    /// <summary>It is a class, not what one does with it.</summary>
    public bool IsType => types.Any(Statements.TrimStart().StartsWith);

    /// <summary>It is a class of tests.</summary>
    public bool IsTest => Code.Contains("[Fact]", StringComparison.Ordinal);

    private string[] Lines => Code.Split('\n');

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=');

    [GeneratedRegex(@"^(var )?(builder|app)\b", RegexOptions.Multiline)]
    private static partial Regex OfHost();
}
