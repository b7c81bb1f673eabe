using System.Globalization;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>What the list of requests shows.</summary>
internal sealed record RequestList(WorldState State, string Path, bool ErrorsOnly, IReadOnlyList<RequestEntry> Found);

internal static partial class RequestText
{
    public static (string Text, Tone Tone) Status(RequestEntry entry) => entry.Status switch
    {
        null => ("cut", Tone.Bad),
        >= 500 => (Text(entry), Tone.Bad),
        >= 400 => (Text(entry), Tone.Wait),
        >= 300 => (Text(entry), Tone.Note),
        _ => (Text(entry), Tone.Good),
    };

    /// <summary>Ids in the middle would push out the end of a path, which says what was asked.</summary>
    public static string Short(string address) => LongId().Replace(address, "$1…$2");

    private static string Text(RequestEntry entry) => entry.Status!.Value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("([0-9a-f]{4})[0-9a-f]{4}-(?:[0-9a-f]{4}-){3}[0-9a-f]{8}([0-9a-f]{4})")]
    private static partial Regex LongId();
}
