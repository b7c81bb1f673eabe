using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>What there is and what happens, at a glance: what comes by on one side, what there is on the other.</summary>
internal sealed record Overview(WorldState State, RequestLog Requests, FirstSteps First)
{
    public const int Busy = 20;
    public const int Calm = 10;

    public IReadOnlyList<PhoneNumber> Numbers { get; } = State.PhoneNumbers.FindAll(number => !number.Deleted);
}

/// <summary>One thing in a list, which all the others explain.</summary>
internal sealed record Item<T>(WorldState State, T Value);

/// <summary>What to do while there is no customer yet: lines to copy.</summary>
internal sealed record FirstSteps(string Origin, bool AnyKey)
{
    public string Customer => Curl("/customers", """{"customer":{"name":"Bakery"}}""");

    public string Link => Curl("/customers/ID/setup_links", """{"setup_link":{}}""");

    private string Curl(string path, string body) =>
        $"curl {Origin}/platform/v1{path} -H 'X-API-Key: {(AnyKey ? "local" : "YOUR KEY")}' -H 'Content-Type: application/json' -d '{body}'";
}
