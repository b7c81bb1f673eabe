using Microsoft.Extensions.Localization;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Resources;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>What became of a message, in the reader's words.</summary>
internal static class MessageWording
{
    /// <summary>By its code, or as the program is told it where there are no words for it here.</summary>
    public static string Refusal(this IStringLocalizer<Text> text, MessageRefusal refusal) =>
        text[$"Refusal.{refusal.Code}"] is { ResourceNotFound: false } known ? known : refusal.Detail;

    public static string FailureTitle(this IStringLocalizer<Text> text, string? code, string? title) =>
        text[$"SendFailure.{code}"] is { ResourceNotFound: false } known ? known : title ?? text["SendFailure.other"];

    public static string Label(this IStringLocalizer<Text> text, TemplateField field) => field.Place switch
    {
        TemplatePlace.Link => text["Test.Field.Link", field.Words ?? ""],
        TemplatePlace.Coupon => text["Test.Field.Coupon", field.Words ?? ""],
        TemplatePlace.Code => text["Test.Field.Code"],
        var place => text[$"Test.Field.{place}", field.Name],
    };
}
