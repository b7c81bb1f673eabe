using System.Net.Http.Json;
using System.Runtime.InteropServices;
using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Tests.AgainstEmulator;

/// <summary>The sample, compiled ahead of time, against the emulator. It is published first: see the package's README.</summary>
public sealed class NativeSampleTests
{
    private const string Person = "+34600998877";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_native_program_goes_the_whole_round()
    {
        await using var emulator = await KapsoEmulator.StartAsync(new() { ApiKey = EmulatedKapso.ApiKey }, Token);
        await WriteAsync(emulator, "Are you open?");

        var (code, output) = await RunAsync(emulator.BaseAddress, EmulatedKapso.ApiKey);

        Assert.Equal(
            """
            onboarding: Native bakery, link revoked
            number: Operator is healthy, 0 webhooks
            messages: Hello from a native program | document interactive text text | conversation active
            raw: 201 Raw bakery
            error: 404 Fix
            webhook: Valid whatsapp.phone_number.created
            done
            """,
            output.Trim());
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_native_program_with_a_wrong_key_says_what_Kapso_said()
    {
        await using var emulator = await KapsoEmulator.StartAsync(new() { ApiKey = EmulatedKapso.ApiKey }, Token);

        var (code, output) = await RunAsync(emulator.BaseAddress, "wrong-key");

        Assert.Equal(1, code);
        Assert.Contains("Kapso answered 401 to POST /platform/v1/customers", output, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(KapsoEmulator emulator, string text)
    {
        using var control = emulator.CreateClient();
        using var answer = await control.PostAsync(
            new Uri($"/_emulator/phones/{Person}/messages", UriKind.Relative),
            JsonContent.Create(new { phoneNumberId = KapsoEmulator.OperatorPhoneNumberId, text = new { body = text } }),
            Token);
        answer.EnsureSuccessStatusCode();
    }

    private static Task<(int ExitCode, string Output)> RunAsync(Uri address, string key) =>
        Command.RunAsync(Repository.Root, Program(), [], new Dictionary<string, string?>
        {
            ["KAPSO_BASE_URL"] = address.ToString(),
            ["KAPSO_API_KEY"] = key,
            ["KAPSO_RECIPIENT"] = Person,
        });

    private static string Program()
    {
        var name = OperatingSystem.IsWindows() ? "Kapso.Aot.exe" : "Kapso.Aot";
        var program = Repository.PathOf(
            "artifacts", "publish", "Kapso.Aot", $"release_{RuntimeInformation.RuntimeIdentifier}", name);
        if (!File.Exists(program) && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Skip($"Publish it first: dotnet publish samples/Kapso.Aot -r {RuntimeInformation.RuntimeIdentifier}");

        return program;
    }
}
