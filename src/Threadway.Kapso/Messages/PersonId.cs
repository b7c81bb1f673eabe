using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Whom an id names. Older bodies hold a business-scoped id where a number is expected (contract 9.5): one with letters or a dot is no
/// phone number.
/// </summary>
internal readonly record struct PersonId(string? Phone, string? UserId, string? GroupId)
{
    private const string GroupServer = "@g.us";

    public static PersonId Of(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } id ? Of(id.Text()) : default;

    public static PersonId Of(string? id)
    {
        if (string.IsNullOrEmpty(id))
            return default;
        if (!id.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return new(id, null, null);
        if (id.EndsWith(GroupServer, StringComparison.Ordinal))
            return new(null, null, id);
        if (IsNoPhone(id))
            return new(null, id.Trim(), null);

        // As digits, whatever a person would put between them.
        var digits = string.Concat(id.Where(char.IsAsciiDigit));
        return digits.Length > 0 ? new(digits, null, null) : default;
    }

    public static bool IsNoPhone(ReadOnlySpan<char> id)
    {
        foreach (var character in id)
        {
            if (character == '.' || char.IsLetter(character))
                return true;
        }

        return false;
    }
}
