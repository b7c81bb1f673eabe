using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator;

/// <summary>A number that Kapso has, as it stood when it was looked at.</summary>
/// <param name="PhoneNumberId">Meta's id.</param>
/// <param name="PhoneNumber">The number itself in E.164 form, for example <c>+573001234567</c>.</param>
/// <param name="VerifiedName">The name that people see.</param>
/// <param name="BusinessAccountId">Meta's id of the WhatsApp Business account.</param>
/// <param name="CustomerId">Whose it is; null for a number of the project's own.</param>
/// <param name="ConnectionType">How it is connected.</param>
/// <param name="IsConnected">False when access was taken away, or when it is not registered.</param>
/// <param name="DisplayNameRequests">The ids of wishes for another name that Meta has not decided.</param>
public sealed record EmulatedNumber(
    string PhoneNumberId,
    string PhoneNumber,
    string VerifiedName,
    string BusinessAccountId,
    string? CustomerId,
    NumberConnection ConnectionType,
    bool IsConnected,
    IReadOnlyList<string> DisplayNameRequests)
{
    internal static EmulatedNumber Of(PhoneNumber number) => new(
        number.Id,
        "+" + number.Digits,
        number.VerifiedName,
        number.BusinessAccountId,
        number.CustomerId,
        number.IsCoexistence ? NumberConnection.Coexistence : NumberConnection.Dedicated,
        number.IsConnected,
        [.. number.DisplayNameRequests.Where(one => one.Status == DisplayNameStatus.PendingReview).Select(one => one.Id)]);

    internal JsonObject Json() => new()
    {
        ["phoneNumberId"] = PhoneNumberId,
        ["phoneNumber"] = PhoneNumber,
        ["verifiedName"] = VerifiedName,
        ["businessAccountId"] = BusinessAccountId,
        ["customerId"] = CustomerId,
        ["connectionType"] = ConnectionType == NumberConnection.Coexistence ? State.ConnectionType.Coexistence : State.ConnectionType.Dedicated,
        ["isConnected"] = IsConnected,
        ["displayNameRequests"] = Http.Answer.Array(DisplayNameRequests),
    };
}

/// <summary>The code that a number's owner got on it, by <c>request_code</c>.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Method"><c>SMS</c> or <c>VOICE</c>.</param>
/// <param name="Language">As it was asked for.</param>
/// <param name="Until">When it runs out, by the emulator's clock.</param>
public sealed record SentVerificationCode(string Code, string Method, string Language, DateTimeOffset Until);
