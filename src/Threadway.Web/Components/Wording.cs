using System.Globalization;
using Microsoft.Extensions.Localization;
using Threadway.Web.Hosting;
using Threadway.Web.Resources;

namespace Threadway.Web.Components;

/// <summary>Spans and moments in the reader's words.</summary>
internal static class Wording
{
    public static string Ago(this IStringLocalizer<Text> text, DateTimeOffset moment, DateTimeOffset now)
    {
        var age = now - moment;
        if (age < TimeSpan.FromSeconds(45))
            return text["Time.JustNow"];

        return age < TimeSpan.FromDays(30) ? text["Time.Ago", text.Duration(age)] : text.Day(moment);
    }

    /// <summary>The time of day, with the day where it is not today's, and how long ago that is.</summary>
    public static string When(this IStringLocalizer<Text> text, DateTimeOffset moment, DateTimeOffset now)
    {
        var clock = text.Moment(moment, now);
        // What is older than a month is told by its day alone.
        return text.Ago(moment, now) is var ago && ago == text.Day(moment) ? clock : text["Time.When", clock, ago];
    }

    public static string Moment(this IStringLocalizer<Text> text, DateTimeOffset moment, DateTimeOffset now)
    {
        var format = moment.UtcDateTime.Date == now.UtcDateTime.Date ? "Time.ClockFormat" : "Time.MomentFormat";
        return moment.ToUniversalTime().ToString(text[format], CultureInfo.CurrentCulture);
    }

    /// <summary>Rounded up to one whole unit: a stated waiting time is never too short.</summary>
    public static string Duration(this IStringLocalizer<Text> text, TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => text.Count("Time.Second", span.TotalSeconds),
        { TotalMinutes: < 60 } => text.Count("Time.Minute", span.TotalMinutes),
        { TotalHours: < 24 } => text.Count("Time.Hour", span.TotalHours),
        _ => text.Count("Time.Day", span.TotalDays),
    };

    public static string Day(this IStringLocalizer<Text> text, DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString(text["Time.DayFormat"], CultureInfo.CurrentCulture);

    public static string Exact(this IStringLocalizer<Text> text, DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString(text["Time.ExactFormat"], CultureInfo.CurrentCulture);

    /// <summary>The sentence for a code or, where a newer Kapso sends a word that we do not know, the general one.</summary>
    public static string ForCode(this IStringLocalizer<Text> text, string area, string? code, string part) =>
        text[$"{area}.{code}.{part}"] is { ResourceNotFound: false } known ? known : text[$"{area}.other.{part}"];

    public static string Number(this IStringLocalizer<Text> text, string? phoneNumber) => Phone.Format(phoneNumber) ?? text["Number.Unnamed"];

    private static string Count(this IStringLocalizer<Text> text, string unit, double exact)
    {
        var whole = Math.Max(1, (int)Math.Ceiling(exact));
        return whole == 1 ? text[$"{unit}.One"] : text[$"{unit}.Many", whole];
    }
}
