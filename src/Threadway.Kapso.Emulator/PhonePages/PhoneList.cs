using Threadway.Kapso.Emulator.Bubbles;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.PhonePages;

/// <summary>All phones: who wrote or was written to, and the connected numbers. <paramref name="Wrong"/> was typed and is no phone number.</summary>
internal sealed record PhoneList(WorldState State, string? Wrong)
{
    // The page is asked for again every second; under a load test there are people by the ten thousand.
    private const int MostShown = 100;

    public IReadOnlyList<Conversation> People { get; } =
        [.. State.Conversations.OrderByDescending(one => one.LastActiveAt).DistinctBy(one => one.Person)];

    public IReadOnlyList<PhoneNumber> Connected { get; } = [.. State.PhoneNumbers.Where(number => !number.Deleted).Reverse()];

    public IEnumerable<PhoneRow> Latest => People.Take(MostShown).Select(one => new PhoneRow(one.Person, null, Last(one)));

    public IEnumerable<PhoneRow> Numbers => Connected.Select(number =>
        new PhoneRow(number.Digits, number, PhoneText.FormatIn(number.VerifiedName) + (number.IsCoexistence ? ": the owner's app" : "")));

    public More? More => People.Count <= MostShown ? null : new More($"the latest {MostShown}");

    private string Last(Conversation conversation) =>
        conversation.LastMessageId is { } id && State.MessageById(id) is { } last ? MessageText.Short(last) : "";
}

internal sealed record PhoneRow(string Digits, PhoneNumber? Number, string Detail);
