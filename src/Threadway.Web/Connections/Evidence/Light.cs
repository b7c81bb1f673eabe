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

internal static class Lights
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
