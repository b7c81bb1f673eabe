using Microsoft.Extensions.Localization;
using Threadway.Web.Components;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Sending;
using Threadway.Web.Resources;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>What became of a message, in the reader's words.</summary>
internal static class MessageWording
{
    /// <summary>By its code, or as the program is told it where there are no words for it here.</summary>
    public static string Refusal(this IStringLocalizer<Text> text, MessageRefusal refusal) =>
        text[$"Refusal.{refusal.Code}"] is { ResourceNotFound: false } known ? known : refusal.Detail;

    /// <summary>What went wrong (<c>Title</c>) and what helps (<c>Next</c>).</summary>
    public static string Failure(this IStringLocalizer<Text> text, MessageRow message, string part) =>
        text.ForCode("SendFailure", CameLate(message) && message.FailureCode == StatusError.ProviderFailed ? "other" : message.FailureCode, part);

    /// <summary>What the provider said of it, in its own words.</summary>
    public static string? ProviderSentence(MessageRow message) => message.FailureDetail?.Split(SendFailures.ProviderSays, 2) switch
    {
        [_, var said] => said,
        _ => CameLate(message) ? message.FailureTitle : null,
    };

    /// <summary>Whether it was accepted first, and a status told of the failure.</summary>
    private static bool CameLate(MessageRow message) => message.AcceptedAt is not null;

    public static string Label(this IStringLocalizer<Text> text, TemplateField field) => field.Place switch
    {
        TemplatePlace.Link => text["Test.Field.Link", field.Words ?? ""],
        TemplatePlace.Coupon => text["Test.Field.Coupon", field.Words ?? ""],
        TemplatePlace.Code => text["Test.Field.Code"],
        var place => text[$"Test.Field.{place}", field.Name],
    };
}
