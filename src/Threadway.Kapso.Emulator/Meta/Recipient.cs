using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Whom a send is for: <c>to</c>, a number, or <c>recipient</c>, a business-scoped user id (contract 12.1).</summary>
internal sealed record Recipient(string Input, string Person, bool ByUserId)
{
    // What Meta takes between the digits of a number: an id, which has letters or a dot, is none.
    private const string Separators = "+ ()-";

    /// <summary>With both, <c>to</c> wins.</summary>
    public static Recipient Of(MetaBody body, HttpRequest request)
    {
        if (body.Text("recipient_type") is { } kind and not "individual")
        {
            throw kind == "group"
                ? Refusal.NotEmulated(request, "a message to a group (recipient_type group); one from a group comes in with its group_id")
                : MetaErrors.Parameter("recipient_type must be individual or group");
        }

        if (body.Text("to") is { } to)
            return new Recipient(to, Number(to) ?? throw MetaErrors.Parameter("to is not a valid phone number; a business-scoped user id goes in recipient"), ByUserId: false);

        var id = body.Text("recipient") ?? throw MetaErrors.Parameter("to or recipient is required");
        return new Recipient(id, UserId.Person(id) ?? throw MetaErrors.Parameter("recipient is not a known user id"), ByUserId: true);
    }

    /// <summary>Its row in the answer (contract 12.2): what was sent, to the letter, and whom WhatsApp knows by it.</summary>
    public JsonObject Contact() => ByUserId
        ? new JsonObject { ["input"] = Input, ["wa_id"] = null, ["user_id"] = Input }
        : new JsonObject { ["input"] = Input, ["wa_id"] = Person };

    private static string? Number(string to) => to.All(c => char.IsAsciiDigit(c) || Separators.Contains(c)) ? PhoneText.Parse(to) : null;
}
