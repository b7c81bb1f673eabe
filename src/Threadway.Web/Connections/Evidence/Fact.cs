namespace Threadway.Web.Connections.Evidence;

/// <summary>What one look, event or person said about one number. Each fact speaks of one aspect only.</summary>
public enum Fact
{
    /// <summary>A fresh read showed the number under this user's customer.</summary>
    Present,
    /// <summary>A fresh read showed that Kapso has no such number for this user's customer.</summary>
    Absent,

    /// <summary>Meta accepts the number's credentials.</summary>
    CredentialGood,
    /// <summary>Access was removed or the token died: only a reconnect helps.</summary>
    CredentialLost,
    /// <summary>Meta took the number off Cloud API: a reconnect needs fresh onboarding.</summary>
    Offboarded,

    /// <summary>After a reconnect the business account is the one it was.</summary>
    IdentityMatched,
    /// <summary>After a reconnect the number sits in another business account than before.</summary>
    IdentityMismatched,

    /// <summary>Our webhook for this number's messages exists and is active.</summary>
    ReceivingReady,
    /// <summary>Our webhook for this number's messages could not be set up, or is gone or paused.</summary>
    ReceivingBroken,

    SendingAllowed,
    SendingLimited,
    SendingBlocked,

    /// <summary>The user asked for the disconnect.</summary>
    DisconnectRequested,
    /// <summary>The owner unlinked the number in the phone app (coexistence), or Meta confirmed it.</summary>
    UnlinkedOnPhone,

    /// <summary>A hint that proves nothing by itself: a redirect's claim, an event before the read it asks for.</summary>
    Announced,
    /// <summary>A look that ended in a timeout, a 5xx, a 429 or an unknown word: it changes nothing.</summary>
    Unclear,
}

/// <summary>What a fact speaks of. Within one aspect the newest fact wins.</summary>
internal enum Aspect
{
    Link,
    Credential,
    Identity,
    Receiving,
    Account,
    Request,
    Phone,
    None,
}

internal static class Facts
{
    public static Aspect Aspect(this Fact fact) => fact switch
    {
        Fact.Present or Fact.Absent => Evidence.Aspect.Link,
        Fact.CredentialGood or Fact.CredentialLost or Fact.Offboarded => Evidence.Aspect.Credential,
        Fact.IdentityMatched or Fact.IdentityMismatched => Evidence.Aspect.Identity,
        Fact.ReceivingReady or Fact.ReceivingBroken => Evidence.Aspect.Receiving,
        Fact.SendingAllowed or Fact.SendingLimited or Fact.SendingBlocked => Evidence.Aspect.Account,
        Fact.DisconnectRequested => Evidence.Aspect.Request,
        Fact.UnlinkedOnPhone => Evidence.Aspect.Phone,
        _ => Evidence.Aspect.None,
    };
}

/// <summary>Who brought an observation.</summary>
public enum Witness
{
    Webhook,
    Redirect,
    Sweep,
    Send,
    User,
}
