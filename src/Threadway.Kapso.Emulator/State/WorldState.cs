using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.State;

/// <summary>All that one emulator knows, as it is kept in the state file.</summary>
internal sealed class WorldState
{
    public const int CurrentFormat = 2;
    public const int DefaultHistory = 10_000;

    /// <summary>Conversations that are kept for each message of <see cref="History"/>.</summary>
    public const int ConversationsPerMessage = 10;

    private const long MediaLimit = 256L * 1024 * 1024;

    // Found by key at every send; built from the lists when first asked, because the file holds the lists alone. One of an
    // earlier version may hold a person under two spellings: the first stands for both.
    private Dictionary<(string Number, string Person), Conversation>? conversationsByPair;
    private Dictionary<string, Message>? messagesById;
    private Dictionary<string, Contact>? contactsByPerson;

    /// <summary>How many messages and how many deliveries are kept at most, the newest; older ones are as if they never were.</summary>
    [JsonIgnore]
    public int History { get; set; } = DefaultHistory;

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

    public PhoneNumber? NumberByDigits(string digits) => PhoneNumbers.Find(number => !number.Deleted && number.IsAt(digits));

    /// <summary>Whether anybody hears what this number does; without, no body needs to be made.</summary>
    public bool IsHeard(string phoneNumberId) => Webhooks.Exists(webhook => webhook.Active && webhook.PhoneNumberId == phoneNumberId);

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
        ForgetIdlest();
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
            FromConversation = true,
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
        Trim(Messages, old => MessagesById().Remove(old.Id));
    }

    public void Add(Delivery delivery)
    {
        Deliveries.Add(delivery);
        Trim(Deliveries, _ => { });
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
            .Select(message => (message.Content as JsonObject)?["id"]?.ToString())
            .ToHashSet();
        Media.RemoveAll(file => files.Contains(file.Id));
        Messages.RemoveAll(message => message.Person == contact.WaId);
        Conversations.RemoveAll(conversation => conversation.Person == contact.WaId);
        MarketingPreferences.RemoveAll(preference => preference.Person == contact.WaId);
        Contacts.Remove(contact);
        (conversationsByPair, messagesById, contactsByPerson) = (null, null, null);
    }

    /// <summary>The person has another number now: all that there was with the old one goes on with the new one, and nobody is doubled.</summary>
    public void Move(string person, string number)
    {
        if (person == number)
            return;

        foreach (var conversation in Conversations.FindAll(one => one.Person == person))
        {
            if (ConversationOf(conversation.PhoneNumberId, number) is { } other)
            {
                Messages.FindAll(message => message.ConversationId == other.Id).ForEach(message => message.ConversationId = conversation.Id);
                conversation.Join(other);
                Conversations.Remove(other);
            }

            conversation.Person = number;
        }

        Messages.FindAll(message => message.Person == person).ForEach(message => message.Person = number);
        foreach (var preference in MarketingPreferences.FindAll(one => one.Person == person))
        {
            MarketingPreferences.RemoveAll(one => one.Person == number && one.PhoneNumberId == preference.PhoneNumberId);
            preference.Person = number;
        }

        if (ContactOf(person) is { } contact)
        {
            Contacts.RemoveAll(one => one.WaId == number);
            contact.WaId = number;
        }

        (conversationsByPair, contactsByPerson) = (null, null);
    }

    public void Add(MediaFile file)
    {
        Media.Add(file);
        while (Media.Sum(one => (long)one.Bytes.Length) > MediaLimit)
            Media.RemoveAt(0);
    }

    /// <summary>Drops the oldest, a twentieth at once, so that each one costs a constant share of the move.</summary>
    private void Trim<T>(List<T> history, Action<T> forget)
    {
        if (history.Count <= History)
            return;

        var surplus = history.Count - History + (History / 20);
        history[..surplus].ForEach(forget);
        history.RemoveRange(0, surplus);
    }

    /// <summary>
    /// When there are too many conversations: those that were active longest ago go, a tenth at once, and with their last
    /// conversation the people of whom nobody knew more than that they had one.
    /// </summary>
    private void ForgetIdlest()
    {
        var limit = (long)History * ConversationsPerMessage;
        if (Conversations.Count <= limit)
            return;

        var idlest = Conversations.OrderBy(one => one.LastActiveAt).Take((int)(Conversations.Count - limit + (limit / 10))).ToHashSet();
        Conversations.RemoveAll(idlest.Contains);
        foreach (var conversation in idlest)
            ConversationsByPair().Remove((conversation.PhoneNumberId, conversation.Person));

        var strangers = idlest.Select(one => one.Person).Except(Conversations.Select(one => one.Person)).ToHashSet();
        Contacts.RemoveAll(contact => strangers.Contains(contact.WaId) && contact.IsAsFound && ContactsByPerson().Remove(contact.WaId));
    }

    private Dictionary<(string Number, string Person), Conversation> ConversationsByPair() =>
        conversationsByPair ??= Conversations.DistinctBy(one => (one.PhoneNumberId, one.Person)).ToDictionary(one => (one.PhoneNumberId, one.Person));

    private Dictionary<string, Contact> ContactsByPerson() => contactsByPerson ??= Contacts.DistinctBy(contact => contact.WaId).ToDictionary(contact => contact.WaId);

    private Dictionary<string, Message> MessagesById() => messagesById ??= Messages.ToDictionary(message => message.Id);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(WorldState))]
internal sealed partial class StateJson : JsonSerializerContext;
