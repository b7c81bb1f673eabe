namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>The two forms of Kapso's own bodies (contract 8.5).</summary>
internal static class PayloadVersion
{
    public const string V1 = "v1";
    public const string V2 = "v2";

    /// <summary>What an event is called in a version.</summary>
    public static string NameOf(string eventName, string version) =>
        version == V1 && eventName == EventNames.Created ? EventNames.ConfigCreated : eventName;

    /// <summary>Whether webhooks of a version may ask for an event.</summary>
    public static bool Offers(string version, string eventName) =>
        version == V2 || eventName is not (EventNames.Offboarded or EventNames.Disconnected or EventNames.Reconnected);
}
