using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Checks a template send as Meta does and fills the template in (contract 12.1, 15).</summary>
internal sealed class TemplateSend(MediaContent media, EmulatorClock clock)
{
    private const int LongestCode = 15;
    private const int LongestBody = 1024;

    public RenderedMessage Render(WorldState state, PhoneNumber number, MetaBody send)
    {
        var template = FindApproved(state, number, send.Required("name"), send.Part("language").Required("code"));
        var components = send.Parts("components");
        if (components.FirstOrDefault(one => Type(one) is not ("header" or "body" or "button")) is { } unknown)
            throw MetaErrors.Parameter($"{unknown.At("type")} must be header, body or button");

        var header = Component(components, "header");
        var body = Fill(template, "body", template.Component("BODY")?["text"]?.ToString() ?? "", Component(components, "body"));
        if (body.Length > LongestBody)
            throw MetaErrors.BadRequest(132005, "Translated text too long", $"body: {body.Length} characters, {LongestBody} at most");

        var (buttons, code) = Buttons(template, [.. components.Where(one => Type(one) == "button")]);
        return new RenderedMessage(body)
        {
            Code = code,
            Category = template.Category,
            Media = HeaderFile(state, template, header),
            Frame = new MessageFrame(HeaderText(template, header), template.Component("FOOTER")?["text"]?.ToString(), buttons),
        };
    }

    private Template FindApproved(WorldState state, PhoneNumber number, string name, string language)
    {
        var template = state.Templates.Find(one =>
            one.BusinessAccountId == number.BusinessAccountId && one.Name == name && one.Language == language);
        template?.Settle(clock.GetUtcNow());
        return template?.Status switch
        {
            TemplateStatus.Approved => template,
            TemplateStatus.Paused => throw MetaErrors.BadRequest(132015, "Template is Paused", $"{name} was paused for its low quality"),
            TemplateStatus.Disabled => throw MetaErrors.BadRequest(132016, "Template is Disabled", $"{name} was disabled for its low quality"),
            _ => throw MetaErrors.TemplateMissing(name, language),
        };
    }

    private static string? HeaderText(Template template, MetaBody? header) =>
        template.Component("HEADER") is { } part && part["format"]?.ToString() == "TEXT"
            ? Fill(template, "header", part["text"]!.ToString(), header)
            : null;

    private MessageMedia? HeaderFile(WorldState state, Template template, MetaBody? header)
    {
        var kind = template.Component("HEADER")?["format"]?.ToString().ToLowerInvariant();
        if (kind is not ("image" or "video" or "document"))
            return null;
        if (header?.Parts("parameters") is not [var parameter] || parameter.Text("type") != kind)
            throw Format($"header: one parameter of type {kind} is expected");
        return media.Attachment(state, kind, parameter.Part(kind));
    }

    private static (List<FrameButton> Shown, string? Code) Buttons(Template template, List<MetaBody> components)
    {
        var buttons = template.Buttons;
        if (components.Find(one => !Enumerable.Range(0, buttons.Count).Any(index => Index(one) == Text(index))) is { } stray)
            throw Format($"buttons: there is no button at index {Index(stray)}");

        var shown = new List<FrameButton>();
        string? code = null;
        for (var i = 0; i < buttons.Count; i++)
        {
            var (button, component) = (buttons[i], components.Find(one => Index(one) == Text(i)));
            if (button["type"]!.ToString() == "OTP")
                code = Code(component, i);
            else
                shown.Add(Button(template, button, component, i));
        }

        return (shown, code);
    }

    private static FrameButton Button(Template template, JsonObject button, MetaBody? component, int index)
    {
        var (type, text) = (button["type"]!.ToString(), button["text"]?.ToString() ?? "");
        return type switch
        {
            FrameButton.QuickReply => new FrameButton(type, text, component?.Parts("parameters") is [var payload] ? payload.Text("payload") ?? text : text),
            FrameButton.Url when button["url"]!.ToString() is var url && TemplateText.Placeholders(url).Count > 0 && component is null =>
                throw MissingParameter(index),
            FrameButton.Url => new FrameButton(type, text, Fill(template, "buttons", button["url"]!.ToString(), component)),
            _ => new FrameButton(type, text, button["phone_number"]?.ToString()),
        };
    }

    /// <summary>A copy-code button takes the code as its own parameter.</summary>
    private static string Code(MetaBody? component, int index)
    {
        if (component is null || Texts(component, "buttons") is not [var (_, code)])
            throw MissingParameter(index);
        if (component.Text("sub_type")?.ToLowerInvariant() != "url")
            throw MetaErrors.Parameter($"template.components: the button at index {index} has sub_type url");
        return code.Length <= LongestCode
            ? code
            : throw MetaErrors.BadRequest(132005, "Translated text too long", $"a code has {LongestCode} characters at most");
    }

    /// <summary>Named parameters are found by name, others by their order.</summary>
    private static string Fill(Template template, string where, string text, MetaBody? component)
    {
        var (wanted, given) = (TemplateText.Placeholders(text), Texts(component, where));
        if (given.Count != wanted.Count)
        {
            throw MetaErrors.BadRequest(
                132000,
                "Number of parameters does not match the expected number of params",
                $"{where}: number of localizable_params ({given.Count}) does not match the expected number of params ({wanted.Count})");
        }

        if (template.ParameterFormat != TemplateText.Named || where == "buttons")
            return TemplateText.Fill(text, wanted.Zip(given).ToDictionary(pair => pair.First, pair => pair.Second.Value));

        var byName = given.GroupBy(one => one.Name ?? "").ToDictionary(group => group.Key, group => group.First().Value);
        return wanted.FirstOrDefault(name => !byName.ContainsKey(name)) is { } missing
            ? throw Format($"{where}: a parameter with parameter_name {missing} is expected")
            : TemplateText.Fill(text, byName);
    }

    private static List<(string? Name, string Value)> Texts(MetaBody? component, string where) => [.. (component?.Parts("parameters") ?? [])
        .Select(parameter => parameter.Text("type") == "text" && parameter.Text("text") is { Length: > 0 } text
            ? (parameter.Text("parameter_name"), text)
            : throw Format($"{where}: only parameters of type text fit"))];

    private static MetaBody? Component(IEnumerable<MetaBody> components, string type) => components.FirstOrDefault(one => Type(one) == type);

    private static string? Type(MetaBody component) => component.Text("type")?.ToLowerInvariant();

    /// <summary>Text in the contract, a number in many programs; Meta takes both.</summary>
    private static string? Index(MetaBody component) => component.Json["index"]?.ToString();

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static Http.Refusal Format(string details) => MetaErrors.BadRequest(132012, "Parameter format does not match", details);

    private static Http.Refusal MissingParameter(int index) => MetaErrors.BadRequest(
        131008, "Required parameter is missing", $"buttons: Button at index {index} of type Url requires a parameter");
}
