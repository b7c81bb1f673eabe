using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Hosting.Examples;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>Messages and conversations, as programs read them.</summary>
internal static class ReadingFeature
{
    public static WebApplicationBuilder AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MessageQueries>();
        builder.Services.AddSingleton<ConversationQueries>();
        builder.Services.AddSingleton<ReadMarks>();
        builder.Services.AddSingleton<MessageStream>();
        return builder;
    }

    public static void MapReading(this IEndpointRouteBuilder routes)
    {
        var whatsapp = routes.MapGroup("/api/whatsapp").RequireAuthorization().WithTags("Messages")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        whatsapp.MapGet("/messages/{id}", MessageEndpoints.Get).WithName("getMessage").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("One message, whoever wrote it, with how far it came.")
            .WithExample(ReadingExamples.Message)
            .ProducesProblem(StatusCodes.Status404NotFound);
        whatsapp.MapGet("/messages/events", MessageEndpoints.Watch).WithName("watchMessages").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("Server-sent events: every message and every conversation of the user whenever it changes.")
            .WithDescription(MessageEndpoints.WatchDescription)
            .WithExample(ReadingExamples.Events)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        whatsapp.MapGet("/conversations/{id}/messages", MessageEndpoints.ListOfConversation).WithName("listMessages").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("A conversation's messages, newest first.")
            .WithDescription(MessageEndpoints.PageDescription)
            .WithExample(ReadingExamples.Messages)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        whatsapp.MapGet("/connections/{phoneNumberId}/messages", MessageEndpoints.ListOfNumber).WithName("listConnectionMessages").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("All messages of a number, newest first.")
            .WithDescription(MessageEndpoints.PageDescription)
            .WithExample(ReadingExamples.Messages)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        whatsapp.MapGet("/connections/{phoneNumberId}/conversations", ConversationEndpoints.List).WithName("listConversations").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("A number's conversations, the one that was written in last first.")
            .WithDescription(ConversationEndpoints.PageDescription)
            .WithExample(ReadingExamples.Conversations)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        whatsapp.MapGet("/conversations/{id}", ConversationEndpoints.Get).WithName("getConversation").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("One conversation: who it is with, whether its window is open, what is unread and what was said last.")
            .WithExample(ReadingExamples.Conversation)
            .ProducesProblem(StatusCodes.Status404NotFound);
        whatsapp.MapPost("/conversations/{id}/read", ConversationEndpoints.MarkRead).WithName("markConversationRead").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("Marks a conversation as read: here, and for a dedicated number at the contact's, who sees blue ticks.")
            .WithRequestExample(ReadingExamples.MarkRead)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
