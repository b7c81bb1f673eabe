using System.Globalization;
using Threadway.Kapso;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>What a send gives to the buttons of a template or of one of its cards, each by its index.</summary>
internal static class TemplateButtonCheck
{
    private const int LongestCode = 15;

    /// <summary>So Meta tells a button that copies or fills in a one-time code, when the template is read; at its making it is another kind.</summary>
    public static bool IsOneTimeCode(TemplateButton button) =>
        button is TemplateOneTimeCodeButton || (button is TemplateUrlButton { Url: { } url } && url.Contains("otp_type=", StringComparison.Ordinal));

    public static void Check(IReadOnlyList<TemplateButton> declared, IReadOnlyList<Field> given, Field components, string where)
    {
        var byIndex = declared.Select((button, place) => (Button: button, Index: button.Index ?? place)).ToDictionary(one => one.Index, one => one.Button);
        var filled = new Dictionary<int, Field>();
        foreach (var one in given)
        {
            // A text in Meta's documents, a number in many programs; Meta takes both.
            if (!int.TryParse(one["index"].Json.ToString(), CultureInfo.InvariantCulture, out var index) || !byIndex.ContainsKey(index))
                one["index"].Refuse(byIndex.Count == 0 ? $"The template has no {where}buttons." : $"{one.Path}.index must be one of the template's {where}buttons: 0 to {byIndex.Count - 1}.");
            else if (!filled.TryAdd(index, one))
                one["index"].Refuse($"{one.Path}.index is there twice: give each button once.");
        }

        foreach (var (index, button) in byIndex)
        {
            Field? component = filled.TryGetValue(index, out var found) ? found : null;
            if (component is { } named && KindOf(button) is { } kind && named["sub_type"].Text()?.Equals(kind, StringComparison.OrdinalIgnoreCase) != true)
                named["sub_type"].Refuse($"The template's {where}button {index} is of sub_type {kind}.");
            else
                CheckParameters(button, new(component, components, $"{where}button {index}", Format: null));
        }
    }

    private static string? KindOf(TemplateButton button) => button switch
    {
        TemplateQuickReplyButton => "quick_reply",
        TemplateUrlButton or TemplateOneTimeCodeButton => "url",
        TemplatePhoneButton => "phone_number",
        TemplateCopyCodeButton => "copy_code",
        TemplateFlowButton => "flow",
        TemplateCatalogButton => "catalog",
        TemplateProductsButton => "mpm",
        TemplateProductButton => "spm",
        TemplateVoiceCallButton => "voice_call",
        TemplateOrderDetailsButton => "order_details",
        _ => null,
    };

    private static void CheckParameters(TemplateButton button, GivenPart given)
    {
        switch (button)
        {
            case var _ when IsOneTimeCode(button):
                given.Only("text")?["text"].Required(LongestCode);
                break;
            case TemplateUrlButton url:
                TemplateParts.CheckTexts(url.Url, given, "text");
                break;
            case TemplateCopyCodeButton:
                given.Only("coupon_code")?["coupon_code"].Required(LongestCode);
                break;
            case TemplateProductsButton or TemplateOrderDetailsButton:
                given.Only("action")?["action"].Object();
                break;
            case TemplateFlowButton when given.Component is null:
                given.All.Refuse($"The template's {given.Name} opens a flow: Meta wants a component for it (type button, sub_type flow), even without parameters.");
                break;
            case TemplateQuickReplyButton when given.Parameters.Count > 0:
                given.Only("payload")?["payload"].Required();
                break;
            case TemplateFlowButton or TemplateCatalogButton when given.Parameters.Count > 0:
                given.Only("action")?["action"].Object();
                break;
            case TemplatePhoneButton or TemplateProductButton when given.Parameters.Count > 0:
                given.Miscounted("no parameters");
                break;
        }
    }
}
