using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>What one field may hold.</summary>
public sealed partial class Rule
{
    private readonly Func<JsonNode?, string, IEnumerable<string>> check;

    private Rule(Func<JsonNode?, string, IEnumerable<string>> check, bool isOptional = false)
    {
        (this.check, IsOptional) = (check, isOptional);
    }

    public static Rule Text { get; } = Kind("text", node => IsText(node));

    /// <summary>Text with something in it.</summary>
    public static Rule Word { get; } = Kind("text that is not empty", node => IsText(node) && node!.ToString().Length > 0);

    public static Rule Flag { get; } = Kind("true or false", node => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False);

    public static Rule Whole { get; } = WholeFrom(long.MinValue);

    public static Rule Count { get; } = WholeFrom(0);

    public static Rule Uuid { get; } = Matching("a uuid", () => UuidForm());

    public static Rule Digits { get; } = Matching("digits as text", () => DigitsForm());

    /// <summary>Unix seconds, as text.</summary>
    public static Rule UnixText { get; } = Matching("unix seconds as text", () => UnixForm());

    public static Rule Sha256 { get; } = Matching("64 hexadecimal digits", () => Sha256Form());

    public static Rule Cursor { get; } = Kind("Base64 text", node => IsText(node) && Convert.TryFromBase64String(node!.ToString(), new byte[node.ToString().Length], out _));

    /// <summary>ISO 8601 with an offset.</summary>
    public static Rule Time { get; } = Kind("an ISO 8601 time", node => IsText(node) && TimeForm().IsMatch(node!.ToString())
        && DateTimeOffset.TryParse(node.ToString(), CultureInfo.InvariantCulture, out _));

    public static Rule Uri { get; } = Kind("an absolute URI", node => IsText(node) && System.Uri.TryCreate(node!.ToString(), UriKind.Absolute, out _));

    public static Rule AnyObject { get; } = Kind("an object", node => node is JsonObject);

    public bool IsOptional { get; }

    /// <summary>The same, and the field may be missing or null.</summary>
    public Rule Optional => new(OrNull.check, isOptional: true);

    /// <summary>The same, or null; but the field is there.</summary>
    public Rule OrNull => new((node, path) => node is null ? [] : check(node, path));

    /// <summary>The same, or no such field; but not null.</summary>
    public Rule OrMissing => new(check, isOptional: true);

    public static Rule WholeFrom(long least) => Kind($"a whole number from {least}", node =>
        node?.GetValueKind() == JsonValueKind.Number && long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least);

    public static Rule Exact(long value) => Kind($"the number {value}", node => node?.ToJsonString() == value.ToString(CultureInfo.InvariantCulture));

    public static Rule Literal(string value) => Kind($"\"{value}\"", node => IsText(node) && node!.ToString() == value);

    public static Rule OneOf(params string[] values) => Kind($"one of {string.Join(", ", values)}", node => IsText(node) && values.Contains(node!.ToString()));

    public static Rule ListOf(Rule item) => new((node, path) => node is JsonArray array
        ? array.SelectMany((one, index) => item.check(one, $"{path}[{index}]"))
        : [$"{path} should be an array"]);

    public static Rule Of(params (string Name, Rule Rule)[] fields) => Of(Shape.Of(fields));

    public static Rule Of(Shape shape) => new((node, path) => node is JsonObject json ? shape.Violations(json, path + ".") : [$"{path} should be an object"]);

    public static Rule Either(Rule one, Rule other) => new((node, path) => one.check(node, path).Any() ? other.check(node, path) : []);

    public IEnumerable<string> Violations(JsonNode? node, string path) => check(node, path);

    private static Rule Matching(string what, Func<Regex> form) => Kind(what, node => IsText(node) && form().IsMatch(node!.ToString()));

    private static Rule Kind(string what, Func<JsonNode?, bool> fits) =>
        new((node, path) => fits(node) ? [] : [$"{path} should be {what}, not {node?.ToJsonString() ?? "null"}"]);

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    [GeneratedRegex(@"\A[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\z")]
    private static partial Regex UuidForm();

    [GeneratedRegex(@"\A[0-9]+\z")]
    private static partial Regex DigitsForm();

    [GeneratedRegex(@"\A[0-9]{9,11}\z")]
    private static partial Regex UnixForm();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256Form();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\z")]
    private static partial Regex TimeForm();
}
