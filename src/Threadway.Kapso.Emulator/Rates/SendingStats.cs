namespace Threadway.Kapso.Emulator;

/// <summary>How fast a number sent, since the start or the last reset.</summary>
/// <param name="PhoneNumberId">Meta's id of the number.</param>
/// <param name="SendsAccepted">Messages that were accepted.</param>
/// <param name="SendsRefusedForRate">Sends that got 130429: too many in a second.</param>
/// <param name="SendsRefusedForPair">Sends that got 131056: too many to one person.</param>
/// <param name="BusiestSecond">The most that were accepted in any sliding second.</param>
public sealed record SendingStats(
    string PhoneNumberId, long SendsAccepted, long SendsRefusedForRate, long SendsRefusedForPair, int BusiestSecond);
