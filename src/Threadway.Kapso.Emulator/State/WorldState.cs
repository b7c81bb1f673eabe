using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator.State;

/// <summary>All that one emulator knows, as it is kept in the state file.</summary>
internal sealed class WorldState
{
    public const int CurrentFormat = 2;

    // Bounded, so that a long-running emulator stays small.
    private const int HistoryLimit = 20_000;
    private const long MediaLimit = 256L * 1024 * 1024;

    // Found by key at every send; built from the lists when first asked, because the file holds the lists alone.
    private Dictionary<(string Number, string Person), Conversation>? conversationsByPair;
    private Dictionary<string, Message>? messagesById;
    private Dictionary<string, Contact>? contactsByPerson;

    public int Format { get; set; } = CurrentFormat;
    public required string ProjectId { get; init; }
    public TimeSpan ClockOffset { get; set; }
    public List<Customer> Customers { get; set; } = [];
    public List<SetupLink> SetupLinks { get; set; } = [];
    public List<PhoneNumber> PhoneNumbers { get; set; } = [];
    public List<Webhook> Webhooks { get; set; } = [];
    public List<Delivery> Deliveries { get; set; } = [];
    public List<Template> Templates { get; set; } = [];
    public List<Contact> Contacts { get; set; } = [];
    public List<Conversation> Conversations { get; set; } = [];
    public List<Message> Messages { get; set; } = [];
    public List<MediaFile> Media { get; set; } = [];
    public List<MarketingPreference> MarketingPreferences { get; set; } = [];

    public Customer? CustomerById(string id) => Customers.Find(customer => customer.Id == id);

    public SetupLink? Link(DateTimeOffset now, Predicate<SetupLink> which)
    {
        var link = SetupLinks.Find(which);
        link?.Settle(now);
        return link;
    }

    public List<SetupLink> LinksOf(string customerId, DateTimeOffset now)
    {
        var links = SetupLinks.FindAll(link => link.CustomerId == customerId);
        links.ForEach(link => link.Settle(now));
        return links;
    }

    /// <summary>A number that Kapso has; not one that was removed there.</summary>
    public PhoneNumber? NumberById(string id) => PhoneNumbers.Find(number => number.Id == id && !number.Deleted);

    public PhoneNumber? NumberByDigits(string digits) => PhoneNumbers.Find(number => number.Digits == digits && !number.Deleted);

    public Webhook? WebhookById(string id) => Webhooks.Find(webhook => webhook.Id == id);

    public Conversation? ConversationOf(string phoneNumberId, string person) => ConversationsByPair().GetValueOrDefault((phoneNumberId, person));

    public Contact? ContactOf(string person) => ContactsByPerson().GetValueOrDefault(person);

    public MarketingPreference? MarketingPreferenceOf(string phoneNumberId, string person) =>
        MarketingPreferences.Find(one => one.PhoneNumberId == phoneNumberId && one.Person == person);

    public Message? MessageById(string id) => MessagesById().GetValueOrDefault(id);

    public Conversation ConversationWith(string phoneNumberId, string person, DateTimeOffset now, out bool isNew)
    {
        var known = ConversationOf(phoneNumberId, person);
        isNew = known is null;
        if (known is not null)
            return known;

        var conversation = new Conversation
        {
            Id = Ids.Uuid(),
            PhoneNumberId = phoneNumberId,
            Person = person,
            ContactName = $"Person {person[^4..]}",
            CreatedAt = now,
            LastActiveAt = now,
        };
        ConversationsByPair().Add((phoneNumberId, person), conversation);
        Conversations.Add(conversation);
        ContactWith(phoneNumberId, person, now);
        return conversation;
    }

    /// <summary>Whoever has to do with a number becomes a contact.</summary>
    public Contact ContactWith(string phoneNumberId, string person, DateTimeOffset now)
    {
        if (ContactOf(person) is { } known)
            return known;

        var contact = new Contact
        {
            Id = Ids.Uuid(),
            WaId = person,
            ProfileName = $"Person {person[^4..]}",
            CustomerId = NumberById(phoneNumberId)?.CustomerId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Add(contact);
        return contact;
    }

    public void Add(Message message)
    {
        MessagesById().Add(message.Id, message);
        Messages.Add(message);
        if (Messages.Count <= HistoryLimit)
            return;

        foreach (var old in Messages.Take(HistoryLimit / 10))
            MessagesById().Remove(old.Id);
        Messages.RemoveRange(0, HistoryLimit / 10);
    }

    public void Add(Delivery delivery)
    {
        Deliveries.Add(delivery);
        if (Deliveries.Count > HistoryLimit)
            Deliveries.RemoveRange(0, HistoryLimit / 10);
    }

    public void Add(Contact contact)
    {
        ContactsByPerson().Add(contact.WaId, contact);
        Contacts.Add(contact);
    }

    /// <summary>Forgets a person: the contact, the conversations, the messages and the files that the person sent.</summary>
    public void Erase(Contact contact)
    {
        var files = Messages
            .Where(message => message.Person == contact.WaId && message is { IsInbound: true, Media: not null })
            .Select(message => message.Content["id"]?.ToString())
            .ToHashSet();
        Media.RemoveAll(file => files.Contains(file.Id));
        Messages.RemoveAll(message => message.Person == contact.WaId);
        Conversations.RemoveAll(conversation => conversation.Person == contact.WaId);
        MarketingPreferences.RemoveAll(preference => preference.Person == contact.WaId);
        Contacts.Remove(contact);
        (conversationsByPair, messagesById, contactsByPerson) = (null, null, null);
    }

    public void Add(MediaFile file)
    {
        Media.Add(file);
        while (Media.Sum(one => (long)one.Bytes.Length) > MediaLimit)
            Media.RemoveAt(0);
    }

    private Dictionary<(string Number, string Person), Conversation> ConversationsByPair() =>
        conversationsByPair ??= Conversations.ToDictionary(one => (one.PhoneNumberId, one.Person));

    private Dictionary<string, Contact> ContactsByPerson() => contactsByPerson ??= Contacts.ToDictionary(contact => contact.WaId);

    private Dictionary<string, Message> MessagesById() => messagesById ??= Messages.ToDictionary(message => message.Id);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(WorldState))]
internal sealed partial class StateJson : JsonSerializerContext;
