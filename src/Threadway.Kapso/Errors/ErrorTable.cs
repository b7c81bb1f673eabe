using System.Globalization;
using static Threadway.Kapso.KapsoErrorClass;

namespace Threadway.Kapso.Http;

/// <summary>
/// Codes and what helps against them (contract 15, and Meta's page "WhatsApp error codes"). Where they name two things, the first to do
/// stands here.
/// </summary>
internal static class ErrorTable
{
    /// <summary>By code, then by status (contract 15).</summary>
    public static KapsoErrorClass ClassOf(int status, string? code, bool isRetryable) => (ClassOf(code), status) switch
    {
        (not Unknown and var known, _) => known,
        (_, 429) => Wait,
        (_, 402) => Owner,
        _ when isRetryable => Retry,
        (_, >= 400) => Fix,
        _ => Unknown,
    };

    /// <summary>
    /// By code, then by status and route: a 409 of a send means that another one to this person is under way, and any other 409 that
    /// something stands in the way for good (contract 15).
    /// </summary>
    public static bool IsRetryable(KapsoCall call, int status, string? code) => (ClassOf(code), status) switch
    {
        (not Unknown and var known, _) => known is Retry or Wait,
        (_, 409) => call.Sends,
        (_, 501) => false,
        _ => status is 429 or >= 500,
    };

    public static KapsoErrorClass ClassOf(string? code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? ClassOf(number) : code switch
        {
            "insufficient_credits" => Owner,
            "marketing_preference_stopped" => Stop,
            "messaging_account_mismatch" => Fix,
            _ => Unknown,
        };

    private static KapsoErrorClass ClassOf(int code) => code switch
    {
        0 or 190 => Reconnect,
        3 or 10 or (>= 200 and <= 299) or 131005 => Reconnect,
        33 or 133010 or 131045 or 133006 => Reconnect,
        >= 2593107 and <= 2593109 => Reconnect, // the history cannot be had any more but by onboarding anew

        1 or 2 or 131000 or 131016 or 133004 => Retry,
        130429 => Retry,
        138007 => Retry, // calling: the connection took too long

        4 or 80007 => Wait,
        131048 or 131056 or 131057 or 2494100 => Wait,
        131064 or 132069 => Wait, // templates of a wrong category slowed the account down; the flow is throttled
        134101 => Wait, // the template is on its way into Meta's API for marketing
        138002 or 138005 or 138009 or 138012 or 138014 => Wait, // calling: limits
        133000 or 133008 or 133009 or 133015 or 133016 => Wait,

        131047 => KapsoErrorClass.Template,

        1026 or 130472 or 131026 or 131049 or 131050 => Stop,
        138001 => Stop, // calling: this person cannot be called

        100 or 131008 or 131009 or 131021 or 131051 or 135000 => Fix,
        131052 or 131053 => Fix,
        132000 or 132001 or 132005 or 132007 or 132012 or 132015 or 132016 or 132068 => Fix,
        133005 => Fix,
        131030 or 131055 or 131060 or 131062 or 131063 => Fix,
        132008 or 132018 => Fix,
        134100 or 134102 => Fix,
        137000 => Fix, // the person is no longer the one whom the hash in the request names
        >= 138000 and <= 138999 => Fix, // calling: settings, permission, form
        >= 2388000 and <= 2388999 => Fix, // template management: name, form, how many

        368 or 130497 or 131031 or 131037 => Owner,
        131042 or 134011 or 141006 or 141000 => Owner,

        _ => Unknown,
    };
}
