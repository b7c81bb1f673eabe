using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso.AspNetCore;
using Threadway.Kapso.Webhooks;

// Outside the SDK's namespace, as a reader's own code is.
namespace Readme;

/// <summary>What the README of the package for ASP.NET Core shows, to be compiled; <c>ReadmeTests</c> compares the two.</summary>
internal static class AspNetCoreSamples
{
    public static void Map(WebApplicationBuilder builder, IInbox inbox)
    {
        builder.Services.AddKapsoWebhooks(options => options.Secrets.Add(builder.Configuration["Kapso:WebhookSecret"] ?? ""));

        var app = builder.Build();
        app.MapKapsoWebhook("/api/webhooks/kapso", async (delivery, cancellationToken) =>
        {
            foreach (var received in delivery.Events)
            {
                if (received is MessageEvent { Name: KapsoEvents.MessageReceived, Message.Text: { } text } message)
                    await inbox.AddAsync(delivery.IdempotencyKey, message.Message.From, text, cancellationToken);
            }
        });
    }

    public static void MapHandler(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddScoped<OrderWebhooks>();

        app.MapKapsoWebhook<OrderWebhooks>("/api/webhooks/kapso");
    }

    public static void Bind(WebApplicationBuilder builder)
    {
        builder.Services.AddKapsoWebhooks().BindConfiguration("Kapso:Webhooks");
    }

    public static async Task<IResult> AnswerAsync(HttpRequest request, KapsoWebhookOptions options, CancellationToken cancellationToken)
    {
        var reading = await request.ReadKapsoWebhookAsync(options, cancellationToken);
        if (reading.Delivery is not { } delivery)
            return Results.Problem(statusCode: reading.StatusCode);

        return Results.Ok(delivery.EventName);
    }

    internal interface IInbox
    {
        Task AddAsync(string key, string? from, string text, CancellationToken cancellationToken);
    }

    private sealed class OrderWebhooks : IKapsoWebhookHandler
    {
        public Task HandleAsync(KapsoWebhookDelivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
