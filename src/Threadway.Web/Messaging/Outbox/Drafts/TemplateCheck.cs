using System.Text.Json;
using System.Text.RegularExpressions;
using Threadway.Kapso;
using Threadway.Web.Messaging.Templates;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>
/// Holds a template send against the templates that there are: name, language, status, and exactly the parameters that it wants.
/// What Meta has and this does not know (parts, kinds of header and button) is let pass.
/// </summary>
internal static partial class TemplateCheck
{
    private const string Root = "template";
    private const int Unprocessable = StatusCodes.Status422UnprocessableEntity;

    private static readonly string[] ComponentTypes = ["header", "body", "button", "limited_time_offer", "carousel", "order_status"];

    public static string NameOf(JsonElement content) => content.GetProperty("name").GetString()!;

    public static string LanguageOf(JsonElement content) => content.GetProperty("language").GetProperty("code").GetString()!;

    /// <summary>What no template takes up (132018), whether or not it is known here.</summary>
    public static MessageRefusal? CheckTexts(JsonElement content)
    {
        var findings = new Findings(Unprocessable);
        foreach (var field in Texts(Components(content, findings)))
        {
            if (field.Json.ValueKind == JsonValueKind.String && Broken().IsMatch(field.Json.GetString()!))
                field.Refuse($"{field.Path} holds a line break, a tab or more than four spaces in a row: no template takes those up.");
        }
        return findings.First;
    }

    public static MessageRefusal? Check(JsonElement content, TemplateCopy copy)
    {
        var (name, language) = (NameOf(content), LanguageOf(content));
        var named = copy.Templates.Where(template => template.Name == name).ToList();
        if (named.Find(template => template.Language == language) is { } found)
        {
            return found.Status is { } status && status != TemplateStatus.Approved
                ? new MessageRefusal(Unprocessable, "template_not_approved", $"{Root}.name", $"The template {name} ({language}) is {status} at Meta, so it cannot be sent. {NextOf(status)}")
                : CheckParameters(content, found);
        }
        // The account has more than were read: the send itself will tell.
        if (!copy.IsComplete) return null;
        return named.Count == 0
            ? new MessageRefusal(Unprocessable, "template_unknown", $"{Root}.name", $"The number's business account has no template {name}. List its templates, or create it at Meta and wait until it is approved.")
            : new MessageRefusal(
                Unprocessable, "template_language", $"{Root}.language.code",
                $"The template {name} does not exist in {language}. It does in {string.Join(", ", named.Select(template => template.Language).OfType<string>().Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Placeholders of a text, each once: <c>1</c>, or a name.</summary>
    internal static IReadOnlyList<string> Placeholders(string? text) =>
        text is null ? [] : [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    private static string NextOf(TemplateStatus status) => status.Value switch
    {
        "PENDING" => "Wait until Meta has looked at it.",
        "REJECTED" => "Change it at Meta, and have it looked at again.",
        "PAUSED" => "Meta stopped it for a while, for its quality: send another one.",
        _ => "Send another one.",
    };

    private static MessageRefusal? CheckParameters(JsonElement content, Template template)
    {
        var findings = new Findings(Unprocessable);
        var components = Components(content, findings);
        CheckFace(template.Components, template.ParameterFormat, components, "");
        var given = components.Items(0, int.MaxValue);
        CheckOffer(template.Components.OfType<TemplateLimitedTimeOffer>().FirstOrDefault(), Of(given, "limited_time_offer"), components);
        CheckCards(template, Of(given, "carousel"), components);
        return findings.First;
    }

    private static Field Components(JsonElement content, Findings findings) => Field.Of(content, findings, "template_parameters", Root)["components"];

    /// <summary>Header, body and buttons, of the template itself or of one of its cards.</summary>
    private static void CheckFace(IReadOnlyList<TemplateComponent> declared, string? format, Field components, string where)
    {
        var given = components.Items(0, int.MaxValue);
        CheckTypes(declared, given);
        var buttons = declared.OfType<TemplateButton>().ToList();
        TemplateParts.CheckHeader(declared.OfType<TemplateHeader>().FirstOrDefault(), new(Of(given, "header"), components, $"{where}header", format));
        if (declared.OfType<TemplateBody>().FirstOrDefault() is var body)
            TemplateParts.CheckBody(body, buttons.Exists(TemplateButtonCheck.IsOneTimeCode), new(Of(given, "body"), components, $"{where}body", format));
        TemplateButtonCheck.Check(buttons, [.. given.Where(one => IsOf(one, "button"))], components, where);
    }

    private static void CheckTypes(IReadOnlyList<TemplateComponent> declared, IReadOnlyList<Field> given)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var component in given)
        {
            if (component["type"].Text() is not { } type) continue;
            if (!ComponentTypes.Contains(type, StringComparer.OrdinalIgnoreCase) && !declared.OfType<RawTemplateComponent>().Any())
                component["type"].Refuse($"{component.Path}.type may be {string.Join(", ", ComponentTypes)}.");
            else if (!type.Equals("button", StringComparison.OrdinalIgnoreCase) && !seen.Add(type))
                component["type"].Refuse($"{component.Path} is the second component of type {type}: give its parameters in one.");
        }
    }

    private static void CheckOffer(TemplateLimitedTimeOffer? declared, Field? given, Field components)
    {
        if (declared is null)
        {
            given?.Refuse("The template has no limited-time offer: leave this component out.");
            return;
        }
        if (given is null)
        {
            if (declared.HasExpiration == true) components.Refuse("The template's offer wants the time when it ends: a component limited_time_offer with expiration_time_ms.");
            return;
        }
        var ends = given.Value["parameters"].Items(1, 1) is [var one] ? one["limited_time_offer"].Object()["expiration_time_ms"] : default(Field?);
        if (ends is { } field && !(long.TryParse(field.Json.ToString(), out var time) && time > 0)) field.Refuse($"{field.Path} must be a time in milliseconds since 1970.");
    }

    private static void CheckCards(Template template, Field? given, Field components)
    {
        var declared = template.Components.OfType<TemplateCarousel>().FirstOrDefault()?.Cards ?? [];
        if (declared.Count == 0)
        {
            given?.Refuse("The template is no carousel: leave this component out.");
            return;
        }
        var cards = given?["cards"].Items(0, int.MaxValue) ?? [];
        if (cards.Count != declared.Count)
        {
            (given ?? components).Refuse($"The template has {declared.Count} cards, and {cards.Count} were given.");
            return;
        }
        HashSet<int> seen = [];
        foreach (var card in cards)
        {
            if (!int.TryParse(card["card_index"].Json.ToString(), out var index) || index < 0 || index >= declared.Count || !seen.Add(index))
                card["card_index"].Refuse($"{card.Path}.card_index must be from 0 to {declared.Count - 1}, each once.");
            else
                CheckFace(declared[index].Components, template.ParameterFormat, card["components"], $"card {index}'s ");
        }
    }

    private static IEnumerable<Field> Texts(Field components)
    {
        foreach (var component in components.Items(0, int.MaxValue))
        {
            foreach (var parameter in component["parameters"].Items(0, int.MaxValue))
            {
                yield return parameter["text"];
                yield return parameter["coupon_code"];
                yield return parameter["currency"]["fallback_value"];
                yield return parameter["date_time"]["fallback_value"];
                yield return parameter["location"]["name"];
                yield return parameter["location"]["address"];
            }
            foreach (var text in component["cards"].IsThere ? component["cards"].Items(0, int.MaxValue).SelectMany(card => Texts(card["components"])) : []) yield return text;
        }
    }

    private static Field? Of(IReadOnlyList<Field> given, string type)
    {
        foreach (var one in given)
        {
            if (IsOf(one, type)) return one;
        }
        return null;
    }

    private static bool IsOf(Field component, string type) => component["type"].Text()?.Equals(type, StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex(@"\{\{\s*([\p{L}\p{Nd}_]+)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\n\r\t\v\f\u0085\u2028\u2029]| {5}")]
    private static partial Regex Broken();
}
