using System.Globalization;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>What the list of deliveries shows.</summary>
internal sealed record DeliveryList(WorldState State, string Status, string Event, IReadOnlyList<Delivery> Found)
{
    public static readonly string[] Statuses = [DeliveryStatus.Delivered, DeliveryStatus.Pending, DeliveryStatus.Failed];
}

internal static class DeliveryText
{
    public static (string Text, Tone Tone) Status(Delivery delivery) => delivery.Status switch
    {
        DeliveryStatus.Delivered => ("delivered", Tone.Good),
        DeliveryStatus.Failed => ("failed", Tone.Bad),
        _ when delivery.DueAt is { } due => ($"retry {Words.Time(due)}", Tone.Wait),
        _ => ("pending", Tone.Wait),
    };

    public static (string Text, Tone Tone) Outcome(DeliveryAttempt attempt) => attempt.Status is { } status
        ? (status.ToString(CultureInfo.InvariantCulture), status == StatusCodes.Status200OK ? Tone.Good : Tone.Bad)
        : (attempt.Error ?? "no answer", Tone.Bad);

    public static string Attempts(Delivery delivery) => Words.Count(delivery.Attempts.Count, "attempt", "attempts");

    public static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority + uri.AbsolutePath : url;
}
