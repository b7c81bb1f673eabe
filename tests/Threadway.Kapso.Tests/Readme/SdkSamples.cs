using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;
using Threadway.Kapso.AspNetCore;
using Threadway.Kapso.Emulator;
using Threadway.Kapso.Webhooks;

// Outside the SDK's namespace, as a reader's own code is.
namespace Readme;

/// <summary>What the SDK's README shows, to be compiled; <c>ReadmeTests</c> compares the two.</summary>
internal static class SdkSamples
{
    public static async Task FirstMessageAsync(string key)
    {
        using var kapso = new KapsoClient(new KapsoOptions { ApiKey = key });

        var number = await kapso.PhoneNumbers.ListAsync().FirstAsync();
        var sent = await kapso.Messages.SendTextAsync(number.Id, "+34600998877", "Hola");

        Console.WriteLine($"{number.VerifiedName}: accepted as {sent.Id}");
    }

    public static void Register(WebApplicationBuilder builder, string key, string bakeryKey, string floristKey)
    {
        builder.Services.AddKapso(options => options.ApiKey = builder.Configuration["Kapso:ApiKey"] ?? "");

        builder.Services.AddKapso("bakery", options => options.ApiKey = bakeryKey);
        builder.Services.AddKapso("florist", options => options.ApiKey = floristKey);

        builder.Services.AddKapso(options =>
        {
            options.ApiKey = key;
            options.ResilienceEnabled = false;
        });

        builder.Services.AddKapso(options =>
        {
            options.ApiKey = "any";
            options.BaseUrl = new("http://localhost:4300");
        });

        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(KapsoTelemetry.ActivitySourceName))
            .WithMetrics(metrics => metrics.AddMeter(KapsoTelemetry.MeterName));
    }

    public static async Task<Uri> ConnectAsync(KapsoClient kapso, string tenantId, string tenantName)
    {
        var customer = await kapso.Customers.FindByExternalIdAsync(tenantId)
            ?? await kapso.Customers.CreateAsync(new() { Name = tenantName, ExternalCustomerId = tenantId });

        var link = await kapso.SetupLinks.CreateAsync(customer.Id, new()
        {
            SuccessRedirectUrl = new("https://app.example/whatsapp/success"),
            FailureRedirectUrl = new("https://app.example/whatsapp/failed"),
            AllowedConnectionTypes = [ConnectionType.Coexistence, ConnectionType.Dedicated],
        });

        return link.Url;
    }

    public static async Task LookAfterNumbersAsync(KapsoClient kapso, string phoneNumberId, Func<string, Task> OfferReconnectAsync)
    {
        var health = await kapso.PhoneNumbers.GetHealthAsync(phoneNumberId);
        if (health.HasDeadToken || health.IsConnected == false)
            await OfferReconnectAsync(phoneNumberId);

        await kapso.PhoneNumbers.UpdateBusinessProfileAsync(phoneNumberId, new() { About = "Bread since 1920" });
        await kapso.PhoneNumbers.DeleteAsync(phoneNumberId);
    }

    public static async Task SendAsync(KapsoClient kapso, string phoneNumberId, Message received)
    {
        await kapso.Messages.SendTextAsync(phoneNumberId, "+34600998877", "Hola");

        await kapso.Messages.SendAsync(phoneNumberId, "+34600998877", new ImageMessage
        {
            Link = new("https://shop.example/bread.jpg"),
            Caption = "Rye, fresh today",
            ReplyTo = received.Id,
        });

        await kapso.Messages.SendAsync(
            phoneNumberId, "+34600998877", InteractiveMessage.OfButtons("Keep one for you?", new("yes", "Yes"), new("no", "No")));

        await kapso.Messages.SendTemplateAsync(phoneNumberId, "+34600998877", new()
        {
            Name = "order_ready",
            Language = "es",
            Components = [TemplateComponent.Body(TemplateParameter.OfText("Ana")), TemplateComponent.UrlButton(0, "order-42")],
        });

        await kapso.Messages.ReplyAsync(received, new TextMessage { Body = "At ten." });

        await kapso.Messages.SendAsync(phoneNumberId, "+34600998877", OutgoingMessage.Raw("poll", JsonElement.Parse("""{"name":"Rye?"}""")));

        await kapso.Messages.SendMarketingAsync(phoneNumberId, "+34600998877", new() { Name = "spring_sale", Language = "es" });

        await kapso.Messages.MarkReadAsync(phoneNumberId, received.Id, typing: true);
    }

    public static async Task SendFilesAsync(KapsoClient kapso, string phoneNumberId, string to, Stream stream, Stream destination)
    {
        var mediaId = await kapso.Media.UploadAsync(phoneNumberId, stream, "application/pdf", "menu.pdf");
        await kapso.Messages.SendAsync(phoneNumberId, to, new DocumentMessage { MediaId = mediaId, Filename = "menu.pdf" });

        var file = await kapso.Media.GetAsync(phoneNumberId, mediaId);
        await kapso.Media.DownloadAsync(file.DownloadUrl!, destination);

        var fetched = await kapso.Media.IngestAsync(new() { PhoneNumberId = phoneNumberId, Source = new("https://shop.example/menu.pdf") });
        await kapso.Messages.SendAsync(phoneNumberId, to, new DocumentMessage { MediaId = fetched.Target.MediaId });
    }

    public static async Task TemplatesAsync(KapsoClient kapso, PhoneNumber number)
    {
        await foreach (var template in kapso.Templates.ListAsync(number.BusinessAccountId!, new() { Status = TemplateStatus.Approved }))
            Console.WriteLine($"{template.Name} ({template.Language})");

        await kapso.Templates.CreateAsync(number.BusinessAccountId!, new()
        {
            Name = "order_ready",
            Language = "en_US",
            Category = TemplateCategory.Utility,
            Components =
            [
                TemplateComponent.Body("Hi {{name}}, your {{what}} is ready.", "Ana", "bread"),
                TemplateComponent.UrlButton("Track", "https://shop.example/{{1}}", "42"),
            ],
        });

        if (await kapso.Templates.FindAsync(number.BusinessAccountId!, "order_ready", "en_US") is { Status.Value: "APPROVED" } ready)
        {
            await kapso.Messages.SendTemplateAsync(number.Id, "+34600998877", ready.ToMessage(
                TemplateComponent.Body(TemplateParameter.OfText("name", "Luz"), TemplateParameter.OfText("what", "cake")),
                TemplateComponent.UrlButton(0, "43")));
        }
    }

    public static async Task ReadAsync(KapsoClient kapso, string phoneNumberId)
    {
        await foreach (var message in kapso.Messages.ListAsync(new() { PhoneNumberId = phoneNumberId, Direction = MessageDirection.Inbound }))
            Console.WriteLine($"{message.Timestamp}: {message.Text}");
    }

    public static void MapWebhook(WebApplication app, IInbox inbox)
    {
        app.MapKapsoWebhook("/api/webhooks/kapso", (delivery, cancellationToken) => inbox.StoreAsync(delivery, cancellationToken));
    }

    public static async Task SubscribeAsync(KapsoClient kapso, string phoneNumberId, Uri address, string secret)
    {
        await kapso.Webhooks.CreateAsync(new() { Url = address, Events = KapsoEvents.ProjectLifecycle, SecretKey = secret });
        await kapso.Webhooks.CreateForNumberAsync(phoneNumberId, new() { Url = address, Events = KapsoEvents.Messages, SecretKey = secret });
    }

    public static async Task<IResult> ReceiveByHandAsync(
        HttpRequest request, byte[] body, byte[] secret, IConnections connections, IMessages messages)
    {
        if (WebhookSignature.Verify(body, request.Headers[WebhookHeaders.Signature], secret) != SignatureVerdict.Valid)
            return Results.Unauthorized();

        if (!WebhookReader.TryRead(request.Headers[WebhookHeaders.Event], body, out var kapsoEvent))
            return Results.BadRequest();

        switch (kapsoEvent)
        {
            case PhoneNumberEvent { Name: KapsoEvents.PhoneNumberCreated } created:
                await connections.AddAsync(created.CustomerId, created.PhoneNumberId);
                break;
            case MessageEvent { Name: KapsoEvents.MessageReceived, Message: { Text: { } text } message }:
                await messages.AddAsync(message.Id, message.From, text);
                break;
            case MessageEvent { Message.Failure: { Class: KapsoErrorClass.Reconnect } }:
                await connections.OfferReconnectAsync(kapsoEvent);
                break;
        }

        return Results.Ok();
    }

    public static async Task TestAsync()
    {
        await using var emulator = await KapsoEmulator.StartAsync(new());
        using var kapso = new KapsoClient(new KapsoOptions { ApiKey = "any", BaseUrl = emulator.BaseAddress });

        var customer = await kapso.Customers.CreateAsync(new() { Name = "Bakery" });

        Console.WriteLine(customer.Id);
    }

    public static async Task HandleFailuresAsync(
        KapsoClient kapso, string phoneNumberId, string to, string text, TemplateMessage template, Func<string, string, Task> LookForItAsync)
    {
        try
        {
            await kapso.Messages.SendTextAsync(phoneNumberId, to, text);
        }
        catch (KapsoException failure) when (failure.Class == KapsoErrorClass.Template)
        {
            await kapso.Messages.SendTemplateAsync(phoneNumberId, to, template);
        }
        catch (KapsoException failure) when (failure.MayHaveHappened)
        {
            await LookForItAsync(to, text);
        }
    }

    internal interface IConnections
    {
        Task AddAsync(string? customerId, string phoneNumberId);

        Task OfferReconnectAsync(KapsoEvent kapsoEvent);
    }

    internal interface IMessages
    {
        Task AddAsync(string id, string? from, string text);
    }

    internal interface IInbox
    {
        Task StoreAsync(KapsoWebhookDelivery delivery, CancellationToken cancellationToken);
    }

    public sealed class Orders([FromKeyedServices("bakery")] KapsoClient bakery, [FromKeyedServices("florist")] KapsoClient florist)
    {
        public IReadOnlyList<KapsoClient> Shops => [bakery, florist];
    }
}
