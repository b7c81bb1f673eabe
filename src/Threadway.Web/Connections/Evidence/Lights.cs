using System.Reflection;

namespace Threadway.Web.Connections.Evidence;

public enum LightColor
{
    Grey,
    Green,
    Amber,
    Red,
}

/// <summary>
/// Why a light has its colour. The page shows the texts <c>Light.{reason}</c> (what it means) and, where there is
/// something to do, <c>Light.{reason}.Next</c>.
/// </summary>
public enum LightReason
{
    // Linked: does Kapso have the number for this customer?
    LinkPending,
    Linked,
    GoneAtKapso,
    Disconnecting,
    Disconnected,

    // Receiving: does our webhook for it exist?
    ReceivingPending,
    Receiving,
    ReceivingBeingRepaired,
    ReceivingOff,

    // Sending: do the credentials and the account allow it?
    Sending,
    SendingUnderReview,
    AccessRemoved,
    Offboarded,
    WrongBusinessAccount,
    SendingLimited,
    SendingBlocked,
    SendingOff,
}

/// <summary>
/// How a number is doing, in one value. A light more is one property here and one answer of the judge's: rows, API and pages
/// go by <see cref="Names"/> and <see cref="All"/>.
/// </summary>
public readonly record struct Lights
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(Lights).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.PropertyType == typeof(LightReason))];

    /// <summary>Does Kapso have the number for this customer?</summary>
    public required LightReason Linked { get; init; }

    /// <summary>Does our webhook for it exist?</summary>
    public required LightReason Receiving { get; init; }

    /// <summary>Do the credentials and the account allow it?</summary>
    public required LightReason Sending { get; init; }

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Properties.Select(property => property.Name)];

    /// <summary>Each light's name with its reason.</summary>
    public IEnumerable<(string Name, LightReason Reason)> All()
    {
        object lights = this;
        return Properties.Select(property => (property.Name, (LightReason)property.GetValue(lights)!));
    }

    public override string ToString() => string.Join(", ", All().Select(light => light.Reason));
}

internal static class LightColors
{
    public static LightColor Color(this LightReason reason) => reason switch
    {
        LightReason.Linked or LightReason.Receiving or LightReason.Sending => LightColor.Green,
        LightReason.LinkPending or LightReason.Disconnecting or LightReason.ReceivingPending
            or LightReason.ReceivingBeingRepaired or LightReason.SendingUnderReview or LightReason.SendingLimited => LightColor.Amber,
        LightReason.GoneAtKapso or LightReason.AccessRemoved or LightReason.Offboarded
            or LightReason.WrongBusinessAccount or LightReason.SendingBlocked => LightColor.Red,
        _ => LightColor.Grey,
    };
}
