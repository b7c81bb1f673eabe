using Microsoft.Extensions.Localization;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Resources;

namespace Threadway.Web.Connections.Numbers;

/// <summary>A connection's own words in the reader's language.</summary>
internal static class ConnectionWording
{
    public static string Type(this IStringLocalizer<Text> text, ConnectionType? type) =>
        text[$"Type.{type?.Value}"] is { ResourceNotFound: false } known ? known : text["Type.unknown"];

    /// <summary>Meta's word, translated where it is one that we know.</summary>
    public static string Quality(this IStringLocalizer<Text> text, string rating) =>
        text[$"Quality.{rating.ToUpperInvariant()}"] is { ResourceNotFound: false } known ? known : rating;

    /// <summary>What an observation changed is kept as the status and the lights' reasons, in the state's own words; what was so before is left out.</summary>
    public static string Change(this IStringLocalizer<Text> text, string changed, string? before = null)
    {
        var parts = Parts(changed);
        if (parts.Length != Lights.Names.Count + 1 || !Enum.TryParse<ConnectionStatus>(parts[0], out _)) return changed;

        var said = Lights.Names.Zip(parts[1..], Light).Prepend(text[$"Status.{parts[0]}"]);
        var news = before is not null && Parts(before) is var earlier && earlier.Length == parts.Length
            ? said.Where((_, part) => parts[part] != earlier[part])
            : said;
        return string.Join(" · ", news);

        static string[] Parts(string state) => state.Split([':', ','], StringSplitOptions.TrimEntries);

        string Light(string name, string reason) =>
            $"{text[$"Lights.{name}"]}: {(Enum.TryParse<LightReason>(reason, out _) ? text[$"Light.{reason}.Word"] : reason)}";
    }
}
