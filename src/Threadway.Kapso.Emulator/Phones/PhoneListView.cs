using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>All phones: who wrote or was written to, and the connected numbers.</summary>
internal static class PhoneListView
{
    // The page is asked for again every second; under a load test there are people by the ten thousand.
    private const int MostShown = 100;

    /// <summary><paramref name="wrong"/> is what was typed and is no phone number.</summary>
    public static Html Of(WorldState state, string? wrong = null)
    {
        var people = state.Conversations.OrderByDescending(one => one.LastActiveAt).DistinctBy(one => one.Person).ToList();
        var connected = state.PhoneNumbers.Where(number => !number.Deleted).Reverse().ToList();
        return Html.Of($"""
            <div class="title"><h1>Phones</h1></div>
            <form class="row" action="/phones" method="get">
            <label for="number">Open the phone with the number</label>
            <input id="number" name="number" type="tel" placeholder="+57 300 123 4567" value="{wrong ?? ""}"{(wrong is null ? Html.Empty : new Html(" aria-invalid=\"true\" aria-describedby=\"wrong\""))} required>
            <button class="primary">Open</button>
            </form>
            {(wrong is null ? Html.Empty : Html.Of($"""<p class="alert" id="wrong" role="alert">That is no phone number. Type it with its country code, like +57 300 123 4567.</p>"""))}
            <div class="columns">
            <div class="flow">{Inspector.List("people", "People", Inspector.Number(people.Count), Html.Each(people.Take(MostShown), one => Row(one.Person, Html.Empty, Last(state, one))), "Nobody got or sent a message yet.", More(people.Count))}</div>
            <div class="stock">{Inspector.List("numbers", "Connected numbers", Inspector.Number(connected.Count), Html.Each(connected, number => Row(number.Digits, IndexView.Chips(number), About(number))), "No number is connected.")}</div>
            </div>
            """);
    }

    private static Html More(int people) =>
        people <= MostShown ? Html.Empty : Html.Of($"""<span class="more">the latest {MostShown}</span>""");

    private static Html Row(string digits, Html chips, string detail) => Html.Of($"""
        <div class="item" id="phone-{digits}">
        <p class="line"><a class="strong" href="/phones/%2B{digits}">{PhoneText.Format(digits)}</a>{chips}</p>
        <p class="small" dir="auto">{detail}</p>
        </div>
        """);

    private static string Last(WorldState state, Conversation conversation) =>
        conversation.LastMessageId is { } id && state.MessageById(id) is { } last ? BubbleView.Short(last) : "";

    private static string About(PhoneNumber number) => number.IsCoexistence ? $"{number.VerifiedName}: the owner's app" : number.VerifiedName;
}
