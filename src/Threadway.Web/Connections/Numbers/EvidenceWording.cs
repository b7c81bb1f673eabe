using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Threadway.Web.Resources;

namespace Threadway.Web.Connections.Numbers;

/// <summary>What was said beside a fact: in words, with the code that they stand for.</summary>
/// <param name="Code">To copy and to search for; null where what was said was a sentence.</param>
internal readonly record struct EvidenceDetail(string Words, string? Code);

internal static partial class EvidenceWording
{
    public static EvidenceDetail Detail(this IStringLocalizer<Text> text, string detail)
    {
        if (Accounts().Match(detail) is { Success: true } accounts)
            return new(text["Detail.accounts", accounts.Groups["expected"].Value, accounts.Groups["found"].Value], null);
        // Meta's health names a problem by its code and a sentence of its own, in English.
        if (CodeAndSentence().Match(detail) is { Success: true } problem)
            return new(text.Known(problem.Groups["code"].Value) ?? problem.Groups["sentence"].Value, problem.Groups["code"].Value);

        var codes = detail.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return codes.Length > 0 && codes.All(code => Code().IsMatch(code))
            ? new(string.Join("; ", codes.Select(text.WordsFor).Distinct()), detail)
            : new(detail, null);
    }

    private static string WordsFor(this IStringLocalizer<Text> text, string code) => text.Known(code) ?? text[
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number switch
            {
                >= 200 and < 300 => "Detail.10",
                >= 400 and < 500 => "Detail.refused",
                >= 500 and < 600 => "Detail.fault",
                _ => "Detail.other",
            }
            : "Detail.other"];

    private static string? Known(this IStringLocalizer<Text> text, string code) =>
        text[$"Detail.{code}"] is { ResourceNotFound: false } known ? known.Value : null;

    [GeneratedRegex(@"^expected (?<expected>\S+), found (?<found>\S+)$")]
    private static partial Regex Accounts();

    [GeneratedRegex(@"^(?<code>\d+) (?<sentence>.+)$", RegexOptions.Singleline)]
    private static partial Regex CodeAndSentence();

    [GeneratedRegex(@"^[\w.]+$")]
    private static partial Regex Code();
}
