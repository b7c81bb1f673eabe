#if DEBUG
using Threadway.Kapso.Emulator;

namespace Threadway.Web.Kapso;

/// <summary>
/// In development, with no key set, the emulator runs beside the app and is what it talks to. Only a Debug build holds it.
/// </summary>
internal static class DevelopmentEmulator
{
    private const int Port = 4300;

    public static async Task<KapsoEmulator?> StartWhereNoKeyIsSetAsync(WebApplicationBuilder builder)
    {
        var kapso = builder.Configuration.GetSection("Kapso");
        if (!builder.Environment.IsDevelopment() || kapso["ApiKey"] is { Length: > 0 } || kapso["BaseUrl"] is { Length: > 0 }) return null;

        var emulator = await KapsoEmulator.StartAsync(new()
        {
            Port = kapso.GetValue("EmulatorPort", Port),
            // Numbers that the app remembers must still be there after a restart.
            StateFile = Path.GetFullPath(kapso["EmulatorStateFile"] ?? Path.Combine("App_Data", "kapso-emulator.json"), builder.Environment.ContentRootPath),
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kapso:ApiKey"] = "emulator",
            ["Kapso:BaseUrl"] = emulator.BaseAddress.AbsoluteUri,
            ["Kapso:WebhookSecret"] = kapso["WebhookSecret"] is { Length: > 0 } secret ? secret : "shared-with-the-emulator-alone",
            ["Kapso:OtpPhoneNumberId"] = KapsoEmulator.OperatorPhoneNumberId,
        });
        return emulator;
    }
}
#endif
