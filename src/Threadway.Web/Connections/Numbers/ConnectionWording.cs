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

    /// <summary>What an observation changed is kept as <c>Status: Linked, Receiving, Sending</c>, in the state's own words.</summary>
    public static string Change(this IStringLocalizer<Text> text, string changed)
    {
        var parts = changed.Split([':', ','], StringSplitOptions.TrimEntries);
        if (parts is not [var status, var linked, var receiving, var sending] || !Enum.TryParse<ConnectionStatus>(status, out _))
            return changed;

        return $"{text[$"Status.{status}"]} · {Light("Linked", linked)} · {Light("Receiving", receiving)} · {Light("Sending", sending)}";

        string Light(string name, string reason) =>
            $"{text[$"Lights.{name}"]}: {(Enum.TryParse<LightReason>(reason, out _) ? text[$"Light.{reason}.Word"] : reason)}";
    }
}
