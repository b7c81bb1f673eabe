using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Threadway.Web.Kapso.Budget;

/// <summary>Which budget it is: of which key, and whether health's own (contract 2.4).</summary>
internal sealed record BudgetName(string KeyDigest, bool IsHealth)
{
    private const string Health = "health";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1);

    /// <summary>Long enough that no two keys meet, and no way back to the key.</summary>
    private const int DigestLength = 32;

    public static BudgetName For(string key, bool isHealth) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..DigestLength], isHealth);

    public static BudgetName Of(string text) => text.Split('/') is [var digest, Health] ? new(digest, true) : new(text, false);

    public override string ToString() => IsHealth ? $"{KeyDigest}/{Health}" : KeyDigest;

    /// <param name="settling">How long all nodes take to tell of themselves.</param>
    public BudgetLedger NewLedger(TimeSpan settling) => IsHealth
        ? new(BudgetShares.OfHealth, [(Second, 5), (Minute, 60)], settling)
        : new(BudgetShares.OfKey, [(Minute, null)], settling);

    /// <summary>What an answer says of this budget; null where it says nothing.</summary>
    public IReadOnlyList<BudgetTold>? ToldBy(HttpResponseMessage answer)
    {
        if (!IsHealth) return Number(answer, "X-RateLimit-Limit") is { } limit && Number(answer, "X-RateLimit-Remaining") is { } left ? [new(Minute, limit, left)] : null;

        return Number(answer, "X-Health-RateLimit-Second-Limit") is { } bySecond && Number(answer, "X-Health-RateLimit-Second-Remaining") is { } leftInSecond
            && Number(answer, "X-Health-RateLimit-Minute-Limit") is { } byMinute && Number(answer, "X-Health-RateLimit-Minute-Remaining") is { } leftInMinute
                ? [new(Second, bySecond, leftInSecond), new(Minute, byMinute, leftInMinute)]
                : null;
    }

    private static int? Number(HttpResponseMessage answer, string header) =>
        answer.Headers.NonValidated.TryGetValues(header, out var values) && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
