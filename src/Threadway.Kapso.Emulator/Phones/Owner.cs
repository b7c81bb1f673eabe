using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>
/// The owner of a coexistence number, who writes from the phone app: no 24-hour window and no rate holds for the app, and
/// Kapso hears of it by an echo (contract 9.5, 14), which is <c>sent</c> and nothing after.
/// </summary>
internal sealed class Owner(PhoneWriter writer)
{
    /// <summary>Returns the message's id once the webhooks were tried.</summary>
    public Task<string> WriteAsync(string phoneNumberId, string person, Func<WorldState, PhoneContent> content) =>
        writer.EchoAsync(phoneNumberId, person, CheckApp, content);

    private static void CheckApp(PhoneNumber number)
    {
        if (!number.IsCoexistence)
            throw Refusal.Unprocessable("The number is dedicated: it has no phone app to write from, so there is no echo");
        if (number.Revoked)
            throw Refusal.Conflict("The number is disconnected, so what its owner writes does not reach Kapso");
    }
}
