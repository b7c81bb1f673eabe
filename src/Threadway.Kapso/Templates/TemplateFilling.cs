namespace Threadway.Kapso;

/// <summary>
/// Makes the send of a template whose parts are known, and sees to it that each variable gets its value: Meta's answer to a missing one
/// is a number (132000, 132012).
/// </summary>
internal static class TemplateFilling
{
    public static TemplateMessage Of(
        string name, string? language, IReadOnlyList<TemplateComponent> declared, IReadOnlyList<TemplateComponent> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (string.IsNullOrEmpty(language))
            throw new ArgumentException("The template has no language.", nameof(language));

        return new() { Name = name, Language = language, Components = Fill(declared, values, "") };
    }

    /// <summary>The values of a body by their order; the code of an authentication template fills its button as well.</summary>
    public static IReadOnlyList<TemplateComponent> OfTexts(IReadOnlyList<TemplateComponent> declared, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
            return [];

        var body = declared.OfType<TemplateBody>().FirstOrDefault();
        var parameters = TemplatePlaceholders.Filled(body?.Text ?? "", texts);
        var code = TemplateWire.Indexed(declared).FirstOrDefault(IsOneTimeCode);
        return code is { Index: { } index } && texts is [var only]
            ? [TemplateComponent.Body(parameters), TemplateComponent.UrlButton(index, only)]
            : [TemplateComponent.Body(parameters)];
    }

    private static IReadOnlyList<TemplateComponent> Fill(
        IReadOnlyList<TemplateComponent> declared, IReadOnlyList<TemplateComponent> values, string where)
    {
        // What is written by hand is the caller's own business.
        if (values.OfType<RawTemplateComponent>().Any())
            return values;

        var isCode = TemplateWire.Indexed(declared).Any(IsOneTimeCode);
        CheckHeader(declared.OfType<TemplateHeader>().FirstOrDefault(), values.OfType<TemplateHeader>().FirstOrDefault(), where);
        CheckBody(declared.OfType<TemplateBody>().FirstOrDefault(), values.OfType<TemplateBody>().FirstOrDefault(), isCode, where);
        CheckOffer(declared.OfType<TemplateLimitedTimeOffer>().FirstOrDefault(), values.OfType<TemplateLimitedTimeOffer>().FirstOrDefault());

        return [.. values.Where(value => value is not (TemplateButton or TemplateCarousel)), .. Buttons(declared, values, where), .. Cards(declared, values)];
    }

    private static void CheckHeader(TemplateHeader? declared, TemplateHeader? given, string where)
    {
        var isText = declared?.Format is null || declared.Format == TemplateHeaderFormat.Text;
        if (declared is null || isText)
        {
            CheckTexts(declared?.Text, given?.Parameters ?? [], $"{where}header");
            return;
        }

        var type = declared.Format!.Value.Value.ToLowerInvariant();
        if (given?.Parameters is not [{ } one] || (one.Raw is null && one.Type != type))
            throw Wrong($"The template's {where}header wants one value of type {type}.");
    }

    private static void CheckBody(TemplateBody? declared, TemplateBody? given, bool isCode, string where)
    {
        // Meta writes the text of an authentication template, with the code in it.
        if (isCode && declared is not { Text: not null })
        {
            if (given?.Parameters.Count != 1)
                throw Wrong("The body of an authentication template wants one value: the code.");
        }
        else
        {
            CheckTexts(declared?.Text, given?.Parameters ?? [], $"{where}body");
        }
    }

    private static void CheckTexts(string? text, IReadOnlyList<TemplateParameter> given, string part)
    {
        var wanted = TemplatePlaceholders.Of(text);
        if (wanted.Count != given.Count)
            throw Wrong($"The template's {part} wants {Values(wanted.Count)}, and has {given.Count}.");

        var names = wanted.Where(TemplatePlaceholders.IsName).ToArray();
        if (names.Except(given.Select(value => value.ParameterName), StringComparer.Ordinal).FirstOrDefault() is { } missing)
            throw Wrong($"The template's {part} wants a value named {missing}: TemplateParameter.OfText(\"{missing}\", …).");
    }

    private static void CheckOffer(TemplateLimitedTimeOffer? declared, TemplateLimitedTimeOffer? given)
    {
        if (declared?.HasExpiration == true && given?.ExpiresAt is null)
            throw Wrong("The template's offer wants the time when it ends: TemplateComponent.LimitedTimeOffer(expiresAt).");
    }

    private static IEnumerable<TemplateComponent> Buttons(
        IReadOnlyList<TemplateComponent> declared, IReadOnlyList<TemplateComponent> values, string where)
    {
        var known = TemplateWire.Indexed(declared).ToDictionary(button => button.Index!.Value);
        var given = TemplateWire.Indexed(values).ToDictionary(button => button.Index!.Value);

        foreach (var (index, value) in given)
        {
            if (!known.TryGetValue(index, out var button))
                throw Wrong($"The template has no {where}button {index}.");
            if (button is not TemplateOtherButton && button.SubType != value.SubType)
                throw Wrong($"The template's {where}button {index} is of kind {button.SubType}, and the value of kind {value.SubType}.");
        }

        foreach (var (index, button) in known)
        {
            if (given.TryGetValue(index, out var value))
                yield return value;
            else if (button is TemplateFlowButton)
                yield return new TemplateFlowButton { Index = index };
            else if (WantsValue(button))
                throw Wrong($"The template's {where}button {index} wants a value.");
        }
    }

    private static IEnumerable<TemplateComponent> Cards(IReadOnlyList<TemplateComponent> declared, IReadOnlyList<TemplateComponent> values)
    {
        var (known, given) = (declared.OfType<TemplateCarousel>().FirstOrDefault(), values.OfType<TemplateCarousel>().FirstOrDefault());
        if ((known?.Cards.Count ?? 0) != (given?.Cards.Count ?? 0))
            throw Wrong($"The template wants {known?.Cards.Count ?? 0} cards, and has {given?.Cards.Count ?? 0}.");

        return known is null || given is null
            ? []
            :
            [
                given with
                {
                    Cards = [.. known.Cards.Zip(given.Cards, (card, filled) => filled with { Components = Fill(card.Components, filled.Components, "card's ") })],
                },
            ];
    }

    private static bool WantsValue(TemplateButton button) => button switch
    {
        TemplateUrlButton url => TemplatePlaceholders.Of(url.Url).Count > 0,
        TemplateCopyCodeButton or TemplateOneTimeCodeButton or TemplateProductsButton or TemplateOrderDetailsButton => true,
        _ => false,
    };

    private static bool IsOneTimeCode(TemplateButton button) => button is TemplateOneTimeCodeButton or TemplateUrlButton { IsOneTimeCode: true };

    private static string Values(int count) => count == 1 ? "1 value" : $"{count} values";

    private static ArgumentException Wrong(string message, string parameter = "values") => new(message, parameter);
}
