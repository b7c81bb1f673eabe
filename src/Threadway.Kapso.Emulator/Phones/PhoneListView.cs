using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>All phones: who wrote or was written to, and the connected numbers.</summary>
internal static class PhoneListView
{
    public static Page Of(WorldState state)
    {
        var people = state.Conversations.OrderByDescending(one => one.LastActiveAt).DistinctBy(one => one.Person).ToList();
        var connected = state.PhoneNumbers.Where(number => !number.Deleted).Reverse().ToList();
        return new Page("Phones", Html.Of($"""
            <main class="wide">
            <p><a href="/">Kapso emulator</a></p>
            <h1>Phones</h1>
            <form class="row" action="/phones/open" method="get">
            <label for="number">Open the phone with the number</label>
            <input id="number" name="number" type="tel" placeholder="+57 300 123 4567" required>
            <button class="primary">Open</button>
            </form>
            <section><h2>People</h2>{Links(people, "Nobody got or sent a message yet.", one => (one.Person, Last(state, one)))}</section>
            <section><h2>Connected numbers</h2>{Links(connected, "None.", number => (number.Digits, About(number)))}</section>
            </main>
            """));
    }

    private static string Last(WorldState state, Conversation conversation) =>
        conversation.LastMessageId is { } id && state.MessageById(id) is { } last ? BubbleView.Short(last) : "";

    private static string About(PhoneNumber number) =>
        $"{number.VerifiedName}, {number.Type}, {number.Status}{(number.IsCoexistence ? ": the owner's app" : "")}";

    private static Html Links<T>(List<T> items, string none, Func<T, (string Digits, string Detail)> show) => items.Count == 0
        ? Html.Of($"""<p class="muted">{none}</p>""")
        : Html.Of($"""
            <ul class="links">{Html.Each(items.Select(show), one => Html.Of($"""
                <li><a href="/phones/%2B{one.Digits}"><span>{PhoneText.Format(one.Digits)}</span><small dir="auto">{one.Detail}</small></a></li>
                """))}</ul>
            """);
}
