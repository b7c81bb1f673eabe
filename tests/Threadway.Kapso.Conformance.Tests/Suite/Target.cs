using System.Globalization;
using System.Security.Cryptography;
using Threadway.Kapso.Conformance.Tests.Suite;
using Threadway.Kapso.Emulator;

[assembly: AssemblyFixture(typeof(Target))]

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>What the suite is pointed at, and what may be done to it. Each need that the target does not meet skips the test with the reason.</summary>
public sealed class Target : IAsyncLifetime
{
    private const string GraphVersion = "v24.0";

    private readonly Settings? settings = Settings.Read();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly Lock gate = new();
    private readonly List<string> customers = [];
    private int people = RandomNumberGenerator.GetInt32(1_000_000, 8_000_000);
    private KapsoEmulator? emulator;
    private WebhookReceiver? receiver;
    private Face? control;
    private string? coexistence;
    private string? dedicated;

    public Face Platform { get; private set; } = null!;

    public Face Proxy { get; private set; } = null!;

    /// <summary>The origin alone, for addresses that an answer gave.</summary>
    public Face Origin { get; private set; } = null!;

    /// <summary>The key, for the one place that sends it in another header.</summary>
    public string Key => settings?.Key ?? LocalEmulator.Key;

    public bool IsOwnEmulator => emulator is not null;

    public bool HasControl => control is not null;

    /// <summary>The emulator's control API, without which some things cannot be brought about.</summary>
    public Face Control => control ?? throw Skip("The target has no /_emulator, which alone can bring this about");

    /// <summary>A connected coexistence number.</summary>
    public string Coexistence => coexistence ?? throw Skip("The target has no coexistence number, or KAPSO_CONFORMANCE_PHONE_NUMBER_ID names another");

    /// <summary>A connected number to read from and send from: dedicated, or the one that was configured.</summary>
    public string Number => dedicated ?? throw Skip("The target has no number to use: set KAPSO_CONFORMANCE_PHONE_NUMBER_ID");

    /// <summary>Somebody who wrote to <see cref="Number"/> in the last 24 hours, at a target where that cannot be arranged.</summary>
    public string Recipient => settings?.Recipient ?? throw Skip("Nobody is known who wrote to the number: set KAPSO_CONFORMANCE_RECIPIENT");

    /// <summary>Where the target can send webhooks.</summary>
    public Inbox OpenInbox() => Reachable().Open();

    /// <summary>Where the target can fetch a file.</summary>
    public Uri Serve(byte[] bytes, string mimeType) => Reachable().Serve(bytes, mimeType);

    /// <summary>Before what costs money or cannot be undone on a real account.</summary>
    public void NeedsChanges() => Assert.SkipUnless(
        http.BaseAddress!.IsLoopback || settings!.Changes, "It costs money or cannot be undone: allow it with KAPSO_CONFORMANCE_CHANGES=1");

    /// <summary>Digits of a person whom no other test knows; elsewhere of nobody at all, from the numbers kept for fiction.</summary>
    public string NewPerson()
    {
        var next = Interlocked.Increment(ref people);
        return HasControl
            ? string.Create(CultureInfo.InvariantCulture, $"57300{next}")
            : string.Create(CultureInfo.InvariantCulture, $"1202555{100 + (next % 100):0000}");
    }

    /// <summary>A customer who is removed at the end.</summary>
    public async Task<string> CustomerAsync(string name = "Conformance", string? externalId = null)
    {
        var external = externalId is null ? "null" : $"\"{externalId}\"";
        var created = (await Platform.PostAsync("/customers", $$"""{"customer":{"name":"{{name}}","external_customer_id":{{external}} } }"""))
            .Is(201).Text("data.id");
        lock (gate)
            customers.Add(created);
        return created;
    }

    public async ValueTask InitializeAsync()
    {
        if (settings is null)
            emulator = await LocalEmulator.StartAsync();
        var (origin, key) = (settings?.Origin ?? emulator!.BaseAddress, Key);
        http.BaseAddress = origin;
        var isPatient = !origin.IsLoopback;
        Platform = new Face(http, "/platform/v1", key, isPatient);
        Proxy = new Face(http, $"/meta/whatsapp/{GraphVersion}", key, isPatient);
        Origin = new Face(http, "", key, isPatient);
        if (origin.IsLoopback || settings?.Receiver is not null)
        {
            receiver = new() { PublicUrl = settings?.Receiver };
            await receiver.InitializeAsync();
        }

        var stats = new Face(http, "/_emulator", key);
        if (origin.IsLoopback && (await stats.GetAsync("/stats")).Status == 200)
            control = stats;
        await FindNumbersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var customer in customers)
            await Platform.DeleteAsync($"/customers/{customer}");
        http.Dispose();
        if (emulator is not null)
            await emulator.DisposeAsync();
        if (receiver is not null)
            await receiver.DisposeAsync();
    }

    /// <summary>The configured number; else, on this machine, whichever customers have: a foreign account's numbers are not picked at random.</summary>
    private async Task FindNumbersAsync()
    {
        if (settings?.PhoneNumberId is null && !http.BaseAddress!.IsLoopback)
            return;

        var filter = settings?.PhoneNumberId is { } configured ? $"?phone_number_id={configured}" : "";
        var rows = (await Platform.GetAsync($"/whatsapp/phone_numbers{filter}")).Is(200).Json["data"]!.AsArray();
        coexistence = OfType(true);
        dedicated = settings?.PhoneNumberId ?? OfType(false);

        string? OfType(bool isCoexistence) => rows.FirstOrDefault(row => row!["is_coexistence"]?.GetValue<bool>() == isCoexistence)?["id"]!.ToString();
    }

    private WebhookReceiver Reachable() => receiver ?? throw Skip("The target cannot reach this machine: set KAPSO_CONFORMANCE_RECEIVER_URL");

    /// <summary>A skip that can stand where a value is wanted.</summary>
    private static Xunit.Sdk.SkipException Skip(string reason) => Xunit.Sdk.SkipException.ForSkip(reason);
}
