using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What a message asks, with the means to answer in kind: buttons, a list, a flow, a place, a contact card.</summary>
internal static class AnswerView
{
    public static Html Of(Message message, string page) => Html.Of($"{Choices(message, page)}{Request(message, page)}");

    private static Html Choices(Message message, string page)
    {
        var choices = Choice.Of(message);
        if (choices.Count == 0)
            return Html.Empty;

        var form = Html.Of($"""
            <form class="choices" method="post" action="{page}/press">
            <input type="hidden" name="message_id" value="{message.Id}">{Html.Each(choices.GroupBy(one => one.Section), section => Html.Of($"""
                {(section.Key is null ? Html.Empty : Html.Of($"""<p class="section">{section.Key}</p>"""))}{Html.Each(section, Button)}
                """))}</form>
            """);
        return choices[0].Kind != Choice.Row ? form : Html.Of($"""
            <details class="list"><summary>{Icon.List}{message.Content["action"]?["button"]?.ToString()}</summary>{form}</details>
            """);
    }

    private static Html Button(Choice choice) => Html.Of($"""
        <button class="secondary" name="choice" value="{choice.Id}">{choice.Title}{(choice.Description is null ? Html.Empty : Html.Of($"<small>{choice.Description}</small>"))}</button>
        """);

    private static Html Request(Message message, string page) => Asked.Of(message) switch
    {
        Asked.Flow => Flow(message, page),
        Asked.Location => Location(message, page),
        Asked.ContactInfo => Html.Of($"""
            <form class="choices" method="post" action="{page}/contact"><input type="hidden" name="message_id" value="{message.Id}"><button class="secondary">Share contact info</button></form>
            """),
        _ => Html.Empty,
    };

    private static Html Flow(Message message, string page)
    {
        var parameters = message.Type == "interactive" ? message.Content["action"]?["parameters"] : null;
        var title = parameters?["flow_cta"]?.ToString() ?? message.Frame?.Buttons.Find(button => button.Type == FrameButton.Flow)?.Text;
        var start = new JsonObject { ["flow_token"] = parameters?["flow_token"]?.ToString() ?? "unused" };
        return Html.Of($"""
            <details class="list"><summary>{title}</summary><form class="choices stack" method="post" action="{page}/flow"><input type="hidden" name="message_id" value="{message.Id}">
            <label>What is filled in, as JSON<textarea name="response_json" rows="4" spellcheck="false">{Answer.Text(start)}</textarea></label>
            <button class="secondary">Send the answer</button></form></details>
            """);
    }

    private static Html Location(Message message, string page) => Html.Of($"""
        <details class="list"><summary>{Icon.Place}Send location</summary><form class="choices stack" method="post" action="{page}/place"><input type="hidden" name="message_id" value="{message.Id}">
        {PlaceFields}
        <button class="secondary">Send this place</button></form></details>
        """);

    /// <summary>Bogotá, until somebody types another place.</summary>
    public static readonly Html PlaceFields = new("""
        <label>Latitude<input name="latitude" inputmode="decimal" value="4.6097" required></label>
        <label>Longitude<input name="longitude" inputmode="decimal" value="-74.0817" required></label>
        <label>Name<input name="place" value="Plaza de Bolívar"></label>
        """);
}
