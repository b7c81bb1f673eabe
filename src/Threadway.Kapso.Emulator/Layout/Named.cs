using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Layout;

/// <summary>Ids tell nobody anything, so a name stands beside each.</summary>
internal static class Named
{
    private const int ShortestId = 10;

    /// <summary>Whom an address is about: the last of its ids that somebody here has.</summary>
    public static string? In(WorldState state, string address) => address.Split('?')[0].Split('/')
        .Reverse()
        .Where(part => part.Length >= ShortestId)
        .Select(part => Number(state, part) ?? Customer(state, part) ?? Account(state, part) ?? Link(state, part) ?? Webhook(state, part))
        .FirstOrDefault(name => name is not null);

    /// <summary>A number with its name; null when there is none of this id.</summary>
    public static string? Number(WorldState state, string id) => Of(state.NumberById(id));

    /// <summary>The number alone; its id where it is gone.</summary>
    public static string Digits(WorldState state, string id) => state.NumberById(id) is { } number ? PhoneText.Format(number.Digits) : id;

    private static string? Customer(WorldState state, string id) => state.CustomerById(id) is { } customer ? PhoneText.FormatIn(customer.Name) : null;

    private static string? Account(WorldState state, string id) => Of(state.PhoneNumbers.Find(number => !number.Deleted && number.BusinessAccountId == id));

    private static string? Link(WorldState state, string id) =>
        state.SetupLinks.Find(link => link.Id == id) is { } link ? Customer(state, link.CustomerId) : null;

    private static string? Webhook(WorldState state, string id) =>
        state.WebhookById(id) is { } webhook ? (webhook.PhoneNumberId is { } number ? Number(state, number) : null) ?? webhook.Url : null;

    private static string? Of(PhoneNumber? number) => number is null ? null : $"{PhoneText.FormatIn(number.VerifiedName)}, {PhoneText.Format(number.Digits)}";
}
