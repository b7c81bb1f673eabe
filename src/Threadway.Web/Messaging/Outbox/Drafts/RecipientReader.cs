using System.Text.RegularExpressions;
using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>
/// Whom a message is for. A number's digits stay as they were typed: which spelling counts (Brazil, Argentina, Mexico) is said by
/// Kapso's answer, and no rule here adds or drops one.
/// </summary>
internal static partial class RecipientReader
{
    private const string NumberForm = "a phone number with its country code, such as +573001234567";

    public static DraftRecipient Read(Field body)
    {
        var isGroup = body["recipient_type"].As("recipient_invalid").Word("individual", "group") == "group";
        var (to, recipient) = (body["to"].As("recipient_invalid"), body["recipient"].As("recipient_invalid"));
        // As at Kapso: of both, to counts.
        if (to.IsThere) return isGroup ? new(GroupId: GroupId(to)) : new(Digits: Digits(to));
        if (recipient.IsThere && !isGroup) return new(ScopedUserId: ScopedUserId(recipient));
        to.As("recipient_missing").Refuse(isGroup ? "to is required: the group's id." : $"to is required: {NumberForm}. For a business-scoped user id use recipient.");
        return new();
    }

    private static string? Digits(Field to)
    {
        if (to.Text(most: 100) is not { } text) return null;
        var plain = TypedText.Plain(text);
        if (plain.Any(char.IsLetter))
            to.Refuse("to holds letters, so it is no phone number. A business-scoped user id (such as US.1234) goes into recipient, a group's id needs recipient_type group.");
        else if (!Number().IsMatch(plain) || TypedText.DigitsOf(plain) is not { Length: >= 7 and <= 15 } digits)
            to.Refuse($"to must be {NumberForm}: 7 to 15 digits, with nothing but spaces, dashes, dots and brackets between them.");
        else if (digits[0] == '0')
            to.Refuse($"to begins with 0: write it with its country code, such as +573001234567.");
        else
            return digits;
        return null;
    }

    private static string? ScopedUserId(Field recipient)
    {
        if (recipient.Text() is not { } text) return null;
        var id = TypedText.Plain(text);
        if (ScopedId().IsMatch(id)) return id;
        recipient.Refuse("recipient must be a business-scoped user id, such as US.1234. A phone number goes into to.");
        return null;
    }

    private static string? GroupId(Field to)
    {
        if (to.Text() is not { } text) return null;
        var id = TypedText.Plain(text);
        if (Group().IsMatch(id)) return id;
        to.Refuse("to must be the group's id, of at most 150 characters without spaces.");
        return null;
    }

    [GeneratedRegex(@"^\+?[0-9 ().\-/]+\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[A-Za-z]{2}\.[A-Za-z0-9._-]{1,147}\z")]
    private static partial Regex ScopedId();

    [GeneratedRegex(@"^[\x21-\x7E]{1,150}\z")]
    private static partial Regex Group();
}
