using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>Redirect addresses with the parameters of contract 5, after the ones that the integrator put there.</summary>
internal static class Redirects
{
    public static string? OnSuccess(SetupLink link, PhoneNumber number)
    {
        List<(string, string)> parameters =
        [
            ("setup_link_id", link.Id),
            ("status", "completed"),
            ("phone_number_id", number.Id),
            ("business_account_id", number.BusinessAccountId),
        ];
        if (link.ProvisionedPhoneNumber is { } provisioned)
            parameters.Add(("provisioned_phone_number_id", provisioned.Id));
        parameters.Add(("display_phone_number", "+" + number.Digits));
        return Merge(link.SuccessRedirectUrl, parameters);
    }

    /// <summary>Nothing but the link and the code (contract 5).</summary>
    public static string? OnFailure(SetupLink link, string errorCode) =>
        Merge(link.FailureRedirectUrl, [("setup_link_id", link.Id), ("error_code", errorCode)]);

    /// <summary>The way back from a link that ended; a revoked one has no code to go back with.</summary>
    public static string? OnClosed(SetupLink link) => link.Status switch
    {
        LinkStatus.Used => OnFailure(link, SetupErrors.AlreadyUsed),
        LinkStatus.Expired => OnFailure(link, SetupErrors.LinkExpired),
        _ => null,
    };

    private static string? Merge(string? url, IEnumerable<(string Name, string Value)> parameters)
    {
        if (url is null)
            return null;

        var address = new UriBuilder(url);
        var added = string.Join('&', parameters.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
        var own = address.Query.TrimStart('?').TrimEnd('&');
        address.Query = own.Length == 0 ? added : $"{own}&{added}";
        return address.Uri.AbsoluteUri;
    }
}
