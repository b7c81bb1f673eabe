using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>What to do while there is no customer yet: lines to copy.</summary>
internal sealed record FirstSteps(string Origin, bool AnyKey)
{
    private const string Customer = """{"customer":{"name":"Bakery"}}""";
    private const string Link = """{"setup_link":{}}""";

    public Html Show() => Html.Of($"""
        <section class="first" id="first" aria-labelledby="first-title">
        <h2 id="first-title">Nothing here yet. Start with a customer:</h2>
        {Inspector.Code("Create a customer", Curl("/customers", Customer))}
        <p>Then take the <code>id</code> from the answer and make a setup link. Its page shows up here, and connects a number:</p>
        {Inspector.Code("Create a setup link", Curl("/customers/ID/setup_links", Link))}
        <p>Or try a person's side at once: <a href="/phones">open a phone</a> and write to the operator's number.</p>
        </section>
        """);

    private string Curl(string path, string body) =>
        $"curl {Origin}/platform/v1{path} -H 'X-API-Key: {(AnyKey ? "local" : "YOUR KEY")}' -H 'Content-Type: application/json' -d '{body}'";
}
