using System.Reflection;
using System.Text.Json;
using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests;

/// <summary>What Kapso adds tomorrow can be read today: every record that is read keeps the JSON that it was read from.</summary>
public sealed class RawTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const string Card = "is sent as it is read; the card that holds it keeps the JSON";

    /// <summary>What has no JSON of its own, each with its reason.</summary>
    private static readonly Dictionary<Type, string> WithoutRaw = new()
    {
        [typeof(SetupTheme)] = "is sent as it is read; the link that holds it keeps the JSON",
        [typeof(KapsoResponse)] = "is the answer itself: Json and Body",
        [typeof(Recipient)] = "is where an answer goes, made of what was read",
        [typeof(ContactName)] = Card,
        [typeof(ContactPhone)] = Card,
        [typeof(ContactEmail)] = Card,
        [typeof(ContactAddress)] = Card,
        [typeof(ContactOrganization)] = Card,
        [typeof(ContactUrl)] = Card,
        [typeof(KapsoPage<PhoneNumber>)] = "is a page; each of its items keeps the JSON",
        [typeof(ShippingAddress)] = "is sent as it is read; the answer that holds it keeps the JSON",
    };

    public static TheoryData<Type> ReadRecords => [.. Reached().OrderBy(type => type.Name)];

    [Theory]
    [MemberData(nameof(ReadRecords))]
    public void Every_record_that_is_read_keeps_its_json(Type type)
    {
        var json = type.GetProperty("Raw") ?? (typeof(KapsoEvent).IsAssignableFrom(type) ? type.GetProperty(nameof(KapsoEvent.Body)) : null);

        Assert.True(json?.PropertyType == typeof(JsonElement), $"{type.Name} has no Raw.");
    }

    [Fact]
    public void What_has_no_json_of_its_own_is_still_read()
    {
        Assert.All(WithoutRaw.Keys, type => Assert.Contains(type, All()));
    }

    public static TheoryData<string, Func<KapsoClient, Task<JsonElement>>> Reads
    {
        get
        {
            TheoryData<string, Func<KapsoClient, Task<JsonElement>>> reads = new()
            {
                { Data("""{"id":"l1","status":"active","created_at":"2026-03-02T09:15:00Z","url":"https://app.kapso.ai/x","new":1}"""), async kapso => (await kapso.SetupLinks.UpdateAsync("c1", "l1", new())).Raw },
                { Data("""{"phone_number_id":"1","id":"1","new":{"x":1.50}}"""), async kapso => (await kapso.PhoneNumbers.GetAsync("1")).Raw },
                { Data("""{"id":"w1","url":"https://x.example/","active":true,"new":[1]}"""), async kapso => (await kapso.Webhooks.GetAsync("w1")).Raw },
                { Data("""{"ingest_id":"i1","target":{"kind":"meta_media","media_id":"7","new":1},"new":1}"""), async kapso => (await kapso.Media.IngestAsync(Ingest)).Raw },
                { """{"id":"7","url":"https://x.example/","new":1}""", async kapso => (await kapso.Media.GetAsync("1", "7")).Raw },
            };
            foreach (var customer in Customers)
                reads.Add(Data(customer), async kapso => (await kapso.Customers.GetAsync("c1")).Raw);
            foreach (var answer in Answers)
                reads.Add(answer, async kapso => (await kapso.Messages.SendTextAsync("1", "34600998877", "Hola")).Raw);
            return reads;
        }
    }

    /// <summary>Usual and odd ones: of the usual, the JSON is made from what was read.</summary>
    private static string[] Customers =>
    [
        """{"id":"c1","name":"Ana","external_customer_id":null,"created_at":"2026-03-01T08:00:00Z","updated_at":"2026-03-01T08:00:00.12Z"}""",
        """{"updated_at":"2026-03-01T08:00:00Z","created_at":"2026-03-01T08:00:00Z","id":"c1","external_customer_id":"ñ\u00e1\"","name":"Ana"}""",
        """{"id":"c1","name":"Ana","created_at":"2026-03-01T08:00:00Z","updated_at":"2026-03-01T08:00:00Z"}""",
        """{"id":"c1","name":"Ana","external_customer_id":null,"created_at":"2026-03-01T08:00:00.120Z","updated_at":"2026-03-01T08:00:00Z"}""",
        """{"id":7,"name":"Ana","external_customer_id":null,"created_at":"2026-03-01T09:00:00.5+01:00","updated_at":1772352000}""",
        """{"id":"c1","name":"Ana","external_customer_id":null,"created_at":"2026-03-01T08:00:00Z","updated_at":"2026-03-01T08:00:00Z","new":{"a":[1]}}""",
    ];

    private static string[] Answers =>
    [
        """{"messaging_product":"whatsapp","contacts":[{"input":"+34 600","wa_id":"34600998877"}],"messages":[{"id":"wamid.1","message_status":"accepted"}]}""",
        """{"messages":[{"id":"wamid.1"}],"contacts":[{"wa_id":"34600998877","input":"34600998877","user_id":"ES.1"}],"messaging_product":"whatsapp"}""",
        """{"messaging_product":"whatsapp","contacts":[{"input":"ES.13491208655302741918","user_id":"ES.13491208655302741918"}],"messages":[{"id":"wamid.1"}]}""",
        """{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":null}],"messages":[{"id":"wamid.1"}]}""",
        """{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"ES.13491208655302741918"}],"messages":[{"id":"wamid.1"}]}""",
        """{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1","new":1}],"messages":[{"id":"wamid.1","new":[{}]}]}""",
        """{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"},{"input":"2"}],"messages":[{"id":"wamid.1"},{"id":"wamid.2"}]}""",
        """{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],"messages":[{"id":"wamid.1"}],"new":{"a":1}}""",
        """{"messages":[{"id":"wamid.1"}]}""",
        """{"messaging_product":7,"contacts":null,"messages":[{"id":7}]}""",
    ];

    private static IngestMedia Ingest => new() { PhoneNumberId = "1", Source = new("https://x.example/a.pdf") };

    private static string Data(string data) => $$"""{"data":{{data}}}""";

    [Theory]
    [MemberData(nameof(Reads), DisableDiscoveryEnumeration = true)]
    public async Task It_is_the_json_that_came(string body, Func<KapsoClient, Task<JsonElement>> read)
    {
        using var kapso = ScriptedKapso.Answering(body);

        var raw = await read(kapso);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(body) is var root && root.TryGetProperty("data", out var data) ? data : root, raw), raw.GetRawText());
    }

    [Fact]
    public async Task Nested_records_and_items_of_lists_have_theirs()
    {
        var kapso = new ScriptedKapso()
            .Answers("""{"data":{"id":"l1","status":"active","created_at":"2026-03-02T09:15:00Z","url":"https://app.kapso.ai/x","provisioned_phone_number":{"id":"p","new":1}}}""")
            .Answers("""{"data":[{"id":"d1","new":1},{"id":"d2","new":2}],"paging":{"cursors":{},"next":null}}""")
            .Answers("""{"data":[{"about":"Bread","new":1}]}""")
            .Answers("""{"status":"degraded","new":1,"checks":{"messaging_health":{"passed":true,"new":2,"details":{"entities":[{"entity_type":"WABA","errors":[{"error_code":"141006","new":3}]}]}}}}""");
        using var client = kapso.Client();

        var link = await client.SetupLinks.UpdateAsync("c1", "l1", new(), Token);
        var deliveries = await client.Webhooks.ListDeliveriesAsync(cancellationToken: Token).ToListAsync(Token);
        var profile = await client.PhoneNumbers.GetBusinessProfileAsync("1", Token);
        var health = await client.PhoneNumbers.GetHealthAsync("1", Token);

        Assert.Equal(1, NewOf(link.ProvisionedPhoneNumber!.Raw));
        Assert.Equal([1, 2], deliveries.Select(delivery => NewOf(delivery.Raw)));
        Assert.Equal(1, NewOf(profile.Raw));
        Assert.Equal(
            [1, 2, 3],
            [NewOf(health.Raw), NewOf(health.Checks["messaging_health"].Raw), NewOf(Assert.Single(health.MessagingProblems).Raw)]);
    }

    [Fact]
    public async Task Two_reads_of_one_thing_are_equal()
    {
        var kapso = new ScriptedKapso()
            .AnswersPayload("api/customer").AnswersPayload("api/customer").AnswersPayload("api/phone-number").AnswersPayload("api/phone-number");
        using var client = kapso.Client();

        Assert.Equal(await client.Customers.GetAsync("c1", Token), await client.Customers.GetAsync("c1", Token));
        Assert.Equal(await client.PhoneNumbers.GetAsync("1", Token), await client.PhoneNumbers.GetAsync("1", Token));
    }

    private static int NewOf(JsonElement raw) => raw.GetProperty("new").GetInt32();

    private static IEnumerable<Type> Reached() => All().Except(WithoutRaw.Keys);

    /// <summary>The records that a method of a client, or the reader of webhooks, gives back, and those inside of them.</summary>
    private static HashSet<Type> All()
    {
        var assembly = typeof(KapsoClient).Assembly;
        HashSet<Type> found = [];
        Queue<Type> open = new(
            assembly.GetExportedTypes()
                .Where(type => type.Name.EndsWith("Client", StringComparison.Ordinal))
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Select(method => method.ReturnType)
                .Concat(assembly.GetExportedTypes().Where(type => typeof(KapsoEvent).IsAssignableFrom(type) && !type.IsAbstract)));
        while (open.TryDequeue(out var type))
        {
            foreach (var argument in type.GetGenericArguments())
                open.Enqueue(argument);

            if (type.Assembly != assembly || !type.IsClass || type.Name.EndsWith("Client", StringComparison.Ordinal) || !found.Add(type))
                continue;

            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.Name != "EqualityContract"))
                open.Enqueue(property.PropertyType);
        }

        return found.Where(type => !type.IsAbstract && typeof(KapsoClient).Assembly == type.Assembly).ToHashSet();
    }
}
