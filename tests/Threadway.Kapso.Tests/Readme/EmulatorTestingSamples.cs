using System.Net.Http.Json;
using System.Text.Json;
using Threadway.Kapso.Emulator;

// Outside the emulator's namespace, as a reader's own code is.
namespace Readme;

/// <summary>What the README of the emulator's package for tests shows, from top to bottom; <c>ReadmeTests</c> compares the two, and runs it.</summary>
internal static class EmulatorTestingSamples
{
    public static async Task RunAsync()
    {

        await using var emulator = await KapsoEmulator.StartAsync();

        // Stands for your program: give it emulator.BaseAddress in place of https://api.kapso.ai, and any API key.
        using var http = emulator.CreateClient();
        await http.PostAsJsonAsync($"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages", new
        {
            messaging_product = "whatsapp",
            to = "+573001234567",
            type = "template",
            template = new { name = "hello_world", language = new { code = "en_US" } },
        });

        var message = await emulator.Phones["+57 300 123 4567"].WaitForMessageAsync();
        Console.WriteLine($"{message.Type}: {message.Text}");

        var bakery = await emulator.PhoneNumbers.AddAsync(new() { PhoneNumber = "+57 310 765 4321", VerifiedName = "Bakery" });
        Console.WriteLine($"{bakery.PhoneNumberId} of customer {bakery.CustomerId}");

        var made = await http.PostAsJsonAsync($"/platform/v1/customers/{bakery.CustomerId}/setup_links", new { setup_link = new { } });
        var linkId = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("id").GetString()!;

        emulator.SetupLinks.Fail(linkId, "facebook_auth_failed");
        var completed = await emulator.SetupLinks.CompleteAsync(linkId, new()
        {
            ConnectionType = NumberConnection.Coexistence,
            DisplayPhoneNumber = "+57 320 111 2233",
            Webhook = WebhookTiming.After,
        });
        Console.WriteLine($"Connected {completed.PhoneNumberId}; the browser goes to {completed.RedirectUrl}");

        await emulator.PhoneNumbers.RevokeAsync(completed.PhoneNumberId);
        await emulator.PhoneNumbers.ReconnectAsync(completed.PhoneNumberId);
        await emulator.PhoneNumbers.OffboardAsync(completed.PhoneNumberId);
        await emulator.BusinessAccounts.RestrictAsync(bakery.BusinessAccountId);

        var ana = emulator.Phones["+57 300 123 4567"];
        await ana.SendAsync("Do you have bread?", to: bakery.PhoneNumberId);
        await ana.SendAsync(PhoneMessage.OfLocation(4.6097, -74.0817, "Home"));
        await ana.SendAsync(PhoneMessage.OfFile("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47 }, caption: "This one"));
        await ana.SendAsync(PhoneMessage.Raw("order", JsonElement.Parse("""{"catalog_id":"1","product_items":[]}""")));

        await http.PostAsJsonAsync($"/meta/whatsapp/v24.0/{bakery.PhoneNumberId}/messages", new
        {
            messaging_product = "whatsapp",
            to = "573001234567",
            type = "interactive",
            interactive = new
            {
                type = "button",
                body = new { text = "Keep one for you?" },
                action = new { buttons = new[] { new { type = "reply", reply = new { id = "yes", title = "Yes" } } } },
            },
        });

        var question = await ana.WaitForMessageAsync(received => received.Choices.Count > 0);
        await ana.PressAsync(question.Id, "Yes");
        await ana.ReplyAsync(question.Id, "Until five?");
        await ana.ReactAsync(question.Id, "👍");
        await ana.ReadAsync();

        emulator.Clock.Advance(TimeSpan.FromHours(25));
        Console.WriteLine($"It is {emulator.Clock.Now} there: the 24-hour window is closed.");

        emulator.Failures.Add(
            new FailureRule { Method = "POST", Route = "/meta", Code = 130429, Times = 2 },
            new FailureRule { Route = "/platform", Drop = ConnectionCut.After, Times = 1 },
            new FailureRule { To = "+57 300 123 4567", Status = 503, RetryAfterSeconds = 1, DelayMs = 200 });
        emulator.DeliveryRules.Add(new DeliveryRule { Event = "whatsapp.message.received", Duplicate = 1, SwapWithNext = true });

        emulator.Failures.Clear();
        emulator.DeliveryRules.Clear();

        string[] events = ["whatsapp.phone_number.disconnected"];
        await http.PostAsJsonAsync("/platform/v1/whatsapp/webhooks", new
        {
            whatsapp_webhook = new { url = "http://localhost:9/hook", secret_key = "secret", events },
        });
        await emulator.PhoneNumbers.RevokeAsync(bakery.PhoneNumberId);

        var attempt = await emulator.Deliveries.WaitForAsync(delivery => delivery.Event == "whatsapp.phone_number.disconnected");
        Console.WriteLine(attempt.IsSuccess ? "Your program took it." : $"{attempt.Url} did not take it: {attempt.Error}");
        Console.WriteLine($"{emulator.Requests.All.Count} requests; the last was {emulator.Requests.All[^1].Path}");

        await using var seeded = await KapsoEmulator.StartAsync(new()
        {
            Seed = new()
            {
                Customers =
                [
                    new()
                    {
                        Name = "Florist",
                        ExternalCustomerId = "user-1",
                        PhoneNumbers =
                        [
                            new()
                            {
                                PhoneNumberId = "200000000000001",
                                PhoneNumber = "+57 315 000 1122",
                                VerifiedName = "Florist",
                                ConnectionType = NumberConnection.Coexistence,
                                Templates = [new() { Name = "order_ready", Body = "Your flowers are ready." }],
                            },
                        ],
                    },
                ],
                Contacts = [new() { PhoneNumber = "+57 300 123 4567", ProfileName = "Ana" }],
            },
        });
        seeded.Templates.SetStatus("order_ready", TemplateReview.Paused);
        seeded.Reset();
        Console.WriteLine($"{seeded.PhoneNumbers["200000000000001"].VerifiedName} is back, and so is its template.");

        Console.WriteLine(await http.GetStringAsync("/_emulator"));
    }
}
