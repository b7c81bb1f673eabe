using System.Text.Json.Nodes;
using Threadway.Kapso;
using Threadway.Kapso.Webhooks;

namespace Kapso.Aot;

/// <summary>The stops of the tour; each prints one line of what it saw.</summary>
internal static class Tour
{
    public static async Task OnboardingAsync(KapsoClient kapso)
    {
        var customer = await kapso.Customers.CreateAsync(new() { Name = "Native bakery", ExternalCustomerId = "native-1" });
        var link = await kapso.SetupLinks.CreateAsync(customer.Id, new()
        {
            AllowedConnectionTypes = [ConnectionType.Coexistence],
            ThemeConfig = new() { PrimaryColor = "#1a7f37" },
        });
        await kapso.SetupLinks.RevokeAsync(customer.Id, link.Id);
        var revoked = await kapso.SetupLinks.FindAsync(customer.Id, link.Id);
        var found = await kapso.Customers.FindByExternalIdAsync("native-1");
        await kapso.Customers.DeleteAsync(customer.Id);
        Console.WriteLine($"onboarding: {found?.Name}, link {revoked?.Status}");
    }

    public static async Task<PhoneNumber> NumberAsync(KapsoClient kapso)
    {
        var number = await kapso.PhoneNumbers.ListAsync().FirstAsync();
        var health = await kapso.PhoneNumbers.GetHealthAsync(number.Id);
        var webhooks = await kapso.Webhooks.ListAsync().CountAsync();
        Console.WriteLine($"number: {number.VerifiedName} is {health.Status}, {webhooks} webhooks");
        return number;
    }

    public static async Task MessagesAsync(KapsoClient kapso, PhoneNumber number, string person)
    {
        var sent = await kapso.Messages.SendTextAsync(number.Id, person, "Hello from a native program");
        await kapso.Messages.SendAsync(
            number.Id, person, InteractiveMessage.OfButtons("Keep a loaf for you?", new("yes", "Yes"), new("no", "No")));
        using var file = new MemoryStream("menu"u8.ToArray());
        var media = await kapso.Media.UploadAsync(number.Id, file, "text/plain", "menu.txt");
        await kapso.Messages.SendAsync(number.Id, person, new DocumentMessage { MediaId = media, Filename = "menu.txt" });
        var read = await kapso.Messages.GetAsync(sent.Id);
        var types = await kapso.Messages.ListAsync(new() { PhoneNumberId = number.Id }).Select(message => message.Type).ToListAsync();
        var conversation = await kapso.Conversations.ListAsync(new() { PhoneNumberId = number.Id }).FirstAsync();
        Console.WriteLine($"messages: {read.Text} | {string.Join(' ', types)} | conversation {conversation.Status}");
    }

    public static async Task RawAsync(KapsoClient kapso)
    {
        var patient = kapso.With(new() { Timeout = TimeSpan.FromMinutes(1) });
        var made = await patient.SendAsync(
            HttpMethod.Post, "/platform/v1/customers", new JsonObject { ["customer"] = new JsonObject { ["name"] = "Raw bakery" } });
        var customer = await patient.Customers.GetAsync(made.Json!.Value.GetProperty("data").GetProperty("id").GetString()!);
        await patient.Customers.DeleteAsync(customer.Id);
        Console.WriteLine($"raw: {made.Status} {customer.Raw.GetProperty("name")}");
    }

    public static async Task ErrorAsync(KapsoClient kapso)
    {
        try
        {
            await kapso.Customers.GetAsync(Guid.Empty.ToString());
        }
        catch (KapsoNotFoundException missing)
        {
            Console.WriteLine($"error: {missing.Status} {missing.Class}");
        }
    }

    public static void Webhook(ReadOnlySpan<byte> secret)
    {
        var body = """{"phone_number_id":"100","project":{"id":"p"},"customer":{"id":"c"}}"""u8;
        var signature = WebhookSignature.Compute(body, secret);
        WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, body, out var kapsoEvent);
        Console.WriteLine($"webhook: {WebhookSignature.Verify(body, signature, secret)} {kapsoEvent?.Name}");
    }
}
