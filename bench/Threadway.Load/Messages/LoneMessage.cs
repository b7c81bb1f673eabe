namespace Threadway.Load.Messages;

/// <summary>One message while nothing else goes.</summary>
internal static class LoneMessage
{
    /// <summary>From the beginning of the program's request to the end of the emulator's answer to the app; one clock tells both.</summary>
    public static async Task<TimeSpan> SendAsync(SendingStage stage, int number, int recipient)
    {
        await stage.Kapso.SkipAsync();
        var begun = TimeProvider.System.GetUtcNow();
        await stage.Program.SendAsync(number, recipient);
        return await stage.Kapso.NextSendAsync() - begun;
    }
}
