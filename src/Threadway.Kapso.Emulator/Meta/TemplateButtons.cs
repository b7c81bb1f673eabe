using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>The buttons of a template that somebody creates (contract 13.2).</summary>
internal static class TemplateButtons
{
    private const int Most = 10;
    private const int LongestText = 25;
    private const int LongestUrl = 2000;
    private const int LongestNumber = 20;
    private const int LongestCode = 15;

    private static readonly string[] FlowNames = ["flow_id", "flow_name", "flow_json"];

    /// <summary>How many of each there may be.</summary>
    private static readonly Dictionary<string, int> Kinds = new()
    {
        [FrameButton.QuickReply] = Most,
        [FrameButton.Url] = 2,
        [FrameButton.PhoneNumber] = 1,
        [FrameButton.Flow] = 1,
        [FrameButton.CopyCode] = 1,
        [FrameButton.Catalog] = 1,
        [FrameButton.Products] = 1,
        [FrameButton.VoiceCall] = 1,
    };

    /// <summary>Checks them, and puts their types in capitals.</summary>
    public static void Check(MetaBody part, int most = Most)
    {
        var buttons = part.Parts("buttons");
        if (buttons.Count == 0 || buttons.Count > most)
            throw MetaErrors.Parameter($"{part.At("buttons")} has 1 to {most} buttons");
        foreach (var button in buttons)
            Check(button);

        foreach (var (kind, limit) in Kinds)
        {
            if (buttons.Count(button => button.Text("type") == kind) > limit)
                throw MetaErrors.Parameter($"{part.At("buttons")} has {limit} of type {kind} at most");
        }

        // Two groups, and no third: Meta refuses a quick reply among the others.
        if (buttons.Zip(buttons.Skip(1)).Count(pair => IsReply(pair.First) != IsReply(pair.Second)) > 1)
            throw MetaErrors.Parameter($"{part.At("buttons")}: quick replies stand together, and so do the others");
    }

    private static void Check(MetaBody button)
    {
        var type = TemplateFields.Field(button, "type").ToUpperInvariant();
        if (!Kinds.ContainsKey(type))
            throw MetaErrors.Parameter($"{button.At("type")} must be one of {string.Join(", ", Kinds.Keys)}");

        button.Json["type"] = type;
        if (type != FrameButton.CopyCode)
            CheckLength(button, "text", LongestText);
        switch (type)
        {
            case FrameButton.Url:
                CheckUrl(button);
                break;
            case FrameButton.PhoneNumber:
                CheckLength(button, "phone_number", LongestNumber);
                break;
            case FrameButton.CopyCode:
                if (TemplateWording.ButtonExample(button).Length > LongestCode)
                    throw MetaErrors.TemplateTooLong(button.At("example"), TemplateWording.ButtonExample(button).Length, LongestCode);
                break;
            case FrameButton.Flow when FlowNames.Count(button.Has) != 1:
                throw MetaErrors.Parameter($"{button.At("flow_id")}, flow_name or flow_json is required, and only one of them");
        }
    }

    /// <summary>One variable at most, at its end, with an example.</summary>
    private static void CheckUrl(MetaBody button)
    {
        var url = CheckLength(button, "url", LongestUrl);
        var variables = TemplateText.Placeholders(url);
        if (variables.Count > 0 && (variables is not ["1"] || !url.EndsWith("{{1}}", StringComparison.Ordinal)))
            throw MetaErrors.Parameter($"{button.At("url")} has one variable at most, {{{{1}}}}, at its end");
        if (!Uri.TryCreate(url.Replace("{{1}}", "1", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw MetaErrors.Parameter($"{button.At("url")} must be an http or https URL");
        if (variables.Count > 0)
            TemplateWording.ButtonExample(button);
    }

    private static bool IsReply(MetaBody button) => button.Text("type") == FrameButton.QuickReply;

    private static string CheckLength(MetaBody button, string name, int longest) =>
        button.Text(name) is { Length: > 0 } text
            ? text.Length <= longest ? text : throw MetaErrors.TemplateTooLong(button.At(name), text.Length, longest)
            : throw MetaErrors.TemplateField("BUTTONS", name, button.At(name));
}
