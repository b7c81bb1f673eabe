using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>What a send gives to the buttons of a template or of one of its cards (contract 13.2).</summary>
internal sealed class ButtonParameters(string where, IReadOnlyList<JsonObject> buttons, IReadOnlyList<MetaBody> components)
{
    private const int LongestCode = 15;
    private const int MostProducts = 30;

    /// <summary>How a send names each type of button.</summary>
    private static readonly Dictionary<string, string> SubTypes = new()
    {
        [FrameButton.QuickReply] = "quick_reply",
        [FrameButton.Url] = "url",
        [FrameButton.PhoneNumber] = "phone_number",
        [FrameButton.Flow] = "flow",
        [FrameButton.CopyCode] = "copy_code",
        [FrameButton.Catalog] = "catalog",
        [FrameButton.Products] = "mpm",
        [FrameButton.VoiceCall] = "voice_call",
        [FrameButton.OneTimeCode] = "url",
    };

    /// <summary>The code that one of them copies.</summary>
    public string? Code { get; private set; }

    /// <summary>As the person sees them; a code stands by itself.</summary>
    public List<FrameButton> Fill()
    {
        if (components.FirstOrDefault(one => !Enumerable.Range(0, buttons.Count).Any(index => IsAt(one, index))) is { } stray)
            throw MetaErrors.Mismatch($"{where}: there is no button at index {stray.Json["index"]}");

        var shown = new List<FrameButton>();
        for (var index = 0; index < buttons.Count; index++)
        {
            var (type, component) = (buttons[index]["type"]!.ToString(), components.FirstOrDefault(one => IsAt(one, index)));
            CheckSubType(type, component, index);
            var parameters = new TemplateParameters(where, component);
            if (type == FrameButton.OneTimeCode)
                Code = OneTimeCode(parameters, index);
            else
                shown.Add(Shown(type, buttons[index], parameters, index));
        }

        return shown;
    }

    private static void CheckSubType(string type, MetaBody? component, int index)
    {
        if (component?.Required("sub_type").ToLowerInvariant() is { } subType && subType != SubTypes[type])
            throw MetaErrors.Mismatch($"{component.At("sub_type")}: the button at index {index} has sub_type {SubTypes[type]}");
    }

    private FrameButton Shown(string type, JsonObject button, TemplateParameters parameters, int index)
    {
        var text = button["text"]?.ToString() ?? "";
        switch (type)
        {
            case FrameButton.QuickReply:
                return new FrameButton(type, text, parameters.OnlyOrNone("payload")?.Required("payload") ?? text);
            case FrameButton.Url:
                var url = button["url"]!.ToString();
                if (parameters.Count == 0 && TemplateText.Placeholders(url).Count > 0)
                    throw MetaErrors.MissingButtonParameter(where, index, "Url");
                return new FrameButton(type, text, parameters.Fill(url, TemplateText.Positional));
            case FrameButton.CopyCode:
                Code = Coupon(parameters, index);
                return new FrameButton(type, "Copy offer code", Code);
            case FrameButton.Flow:
                CheckFlow(parameters.OnlyOrNone("action")?.Part("action"));
                return new FrameButton(type, text, null);
            case FrameButton.Catalog:
                parameters.OnlyOrNone("action")?.Part("action").Text("thumbnail_product_retailer_id");
                return new FrameButton(type, text, null);
            case FrameButton.Products:
                CheckProducts((parameters.OnlyOrNone("action") ?? throw MetaErrors.MissingButtonParameter(where, index, "Mpm")).Part("action"));
                return new FrameButton(type, text, null);
            case FrameButton.VoiceCall:
                parameters.CheckTypes("ttl_minutes", "payload");
                return new FrameButton(type, text, null);
            default:
                parameters.CheckNone();
                return new FrameButton(type, text, button["phone_number"]?.ToString());
        }
    }

    private string Coupon(TemplateParameters parameters, int index)
    {
        var coupon = parameters.OnlyOrNone("coupon_code") ?? throw MetaErrors.MissingButtonParameter(where, index, "CopyCode");
        return Short(parameters.Shown(coupon.Required("coupon_code")));
    }

    /// <summary>A copy-code button takes the code as its own parameter.</summary>
    private string OneTimeCode(TemplateParameters parameters, int index) => parameters.Count == 0
        ? throw MetaErrors.MissingButtonParameter(where, index, "Url")
        : Short(parameters.Fill("{{1}}", TemplateText.Positional));

    private static string Short(string code) => code.Length <= LongestCode
        ? code
        : throw MetaErrors.BadRequest(132005, "Translated text too long", $"a code has {LongestCode} characters at most");

    private static void CheckFlow(MetaBody? action)
    {
        action?.Text("flow_token");
        action?.PartOrNull("flow_action_data");
    }

    private static void CheckProducts(MetaBody action)
    {
        action.Required("thumbnail_product_retailer_id");
        var items = action.Parts("sections", 1, 10).SelectMany(Items).ToList();
        if (items.Count > MostProducts)
            throw MetaErrors.Value($"{action.At("sections")} has {items.Count} products in total, {MostProducts} at most");

        static IEnumerable<string> Items(MetaBody section)
        {
            section.Text("title", 24);
            return section.Parts("product_items", 1, MostProducts).Select(item => item.Required("product_retailer_id"));
        }
    }

    /// <summary>Text in the contract, a number in many programs; Meta takes both.</summary>
    private static bool IsAt(MetaBody component, int index) => component.Json["index"]?.ToString() == index.ToString(CultureInfo.InvariantCulture);
}
