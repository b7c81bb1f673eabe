using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>What Meta decides about a business account (contract 9.4): one body for all its numbers, whoever they belong to.</summary>
internal static class AccountBodies
{
    public static JsonObject Disabled(WorldState state, string accountId, DateTimeOffset at) =>
        Banned(state, EventNames.AccountDisabled, "DISABLE", accountId, at);

    public static JsonObject Reinstated(WorldState state, string accountId, DateTimeOffset at) =>
        Banned(state, EventNames.AccountReinstated, "REINSTATE", accountId, at);

    public static JsonObject Restricted(WorldState state, string accountId, IEnumerable<Restriction> restrictions, DateTimeOffset at)
    {
        var body = Body(state, EventNames.AccountRestricted, "ACCOUNT_RESTRICTION", accountId, at);
        body["restrictions"] = Answer.Array(restrictions.Select(Json));
        return body;
    }

    public static JsonObject Violated(WorldState state, string accountId, string type, string? remediation, DateTimeOffset at)
    {
        var body = Body(state, EventNames.AccountViolation, "ACCOUNT_VIOLATION", accountId, at);
        body["violation"] = new JsonObject { ["type"] = type };
        if (remediation is not null)
            body["violation"]!["remediation"] = remediation;
        return body;
    }

    private static JsonObject Banned(WorldState state, string eventName, string banState, string accountId, DateTimeOffset at)
    {
        var body = Body(state, eventName, "DISABLED_UPDATE", accountId, at);
        body["ban"] = new JsonObject
        {
            ["state"] = banState,
            ["date_label"] = at.UtcDateTime.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture),
        };
        return body;
    }

    /// <summary>Open-ended ones have no end.</summary>
    private static JsonObject Json(Restriction restriction)
    {
        var body = new JsonObject { ["type"] = restriction.Type };
        if (restriction.ExpiresAt is { } end)
            body["expires_at"] = Answer.Time(end);
        return body;
    }

    private static JsonObject Body(WorldState state, string eventName, string metaWord, string accountId, DateTimeOffset at) => new()
    {
        ["id"] = Ids.Uuid(),
        ["event"] = eventName,
        ["occurred_at"] = Answer.Time(at),
        ["business_account_id"] = accountId,
        ["project"] = new JsonObject { ["id"] = state.ProjectId },
        ["phone_numbers"] = Answer.Array(state.PhoneNumbers
            .Where(number => number.BusinessAccountId == accountId && !number.Deleted)
            .Select(number => new JsonObject { ["id"] = number.Id, ["display_phone_number"] = PhoneText.Format(number.Digits) })),
        ["source"] = new JsonObject { ["provider"] = "meta", ["event"] = metaWord },
    };
}

/// <summary>What a business account may not do, and until when.</summary>
internal sealed record Restriction(string Type, DateTimeOffset? ExpiresAt)
{
    /// <summary>What stands for any when nobody says which.</summary>
    public static readonly Restriction Usual = new("RESTRICTED_BIZ_INITIATED_MESSAGING", null);
}
