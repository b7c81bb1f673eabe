using System.Reflection;
using System.Text.Json;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests;

public sealed class ConventionTests
{
    [Fact]
    public void No_record_prints_what_it_must_keep_secret()
    {
        const string Secret = "s3cret-6001122333";
        Uri address = new($"https://kapso.example/{Secret}");
        object[] holders =
        [
            new KapsoOptions { ApiKey = Secret },
            new SetupLink
            {
                Id = "l1",
                Status = SetupLinkStatus.Active,
                CreatedAt = default,
                Url = address,
                Token = Secret,
                ReconnectPhoneNumber = Secret,
            },
            new ProvisionedPhoneNumber { PhoneNumber = Secret, DisplayNumber = Secret },
            new CreateSetupLink { ReconnectPhoneNumber = Secret, SuccessRedirectUrl = address },
            new UpdateSetupLink { SuccessRedirectUrl = address },
            new KapsoWebhook { Id = "w1", Url = address, SecretKey = Secret },
            new CreateWebhook { Url = address, Events = [], SecretKey = Secret },
            new RequestOptions { ApiKey = Secret, Headers = new Dictionary<string, string> { ["X"] = Secret } },
            new KapsoResponse { Status = 200, Body = System.Text.Encoding.UTF8.GetBytes(Secret) },
            new UpdateWebhook { SecretKey = Secret },
            new PhoneNumber { Id = "1", DisplayPhoneNumber = Secret, DisplayPhoneNumberNormalized = Secret },
            new AffectedNumber { Id = "1", DisplayPhoneNumber = Secret },
            TemplateMessage.AuthenticationCode("n", "es", Secret),
            TemplateMessage.AuthenticationCode("n", "es", Secret).Components[0],
            TemplateParameter.OfText(Secret),
            new ConnectPhoneNumber { Name = "n", PhoneNumberId = "1", BusinessAccountId = "2", AccessToken = Secret, WebhookVerifyToken = Secret },
            new UpdatePhoneNumber { AccessToken = Secret, WebhookVerifyToken = Secret },
            new IngestMedia { PhoneNumberId = "1", Source = address },
            new IngestResource { SourceUrl = address },
            new DisplayNameRequest { Id = "1", Raw = JsonSerializer.SerializeToElement(Secret) },
            new Message { Id = "1", Text = Secret, From = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageMedia { Url = address, Caption = Secret },
            new MessageLocation { Latitude = 1, Longitude = 2, Name = Secret },
            new MessageChoice { Id = "1", Title = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageFlowAnswer { Body = Secret, ResponseJson = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageSystemNote { Body = Secret, OldWaId = Secret, NewWaId = Secret },
            new MessageEdit { OriginalMessageId = "1", Message = new() { Id = "1", Text = Secret }, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageOrder { Text = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageReferral { Body = Secret, CtwaClid = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageContext { From = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageStatusUpdate { Status = MessageStatus.Sent, RecipientId = Secret, Raw = JsonSerializer.SerializeToElement(Secret) },
            new MessageUnsupported { Type = "t", Raw = JsonSerializer.SerializeToElement(Secret) },
            new SharedContact { Name = new() { FormattedName = Secret } },
            new ShippingAddress { Name = Secret },
            new MessageFilter { PhoneNumber = Secret },
            new Conversation { Id = "1", PhoneNumber = Secret, ContactName = Secret },
            new ConversationFilter { PhoneNumber = Secret },
            new Contact { Id = "1", WaId = Secret, ProfileName = Secret },
            new CreateContact { WaId = Secret },
            new UpdateContact { ProfileName = Secret },
            new ContactFilter { WaIdContains = Secret },
            new WebhookDelivery { Id = "1", ConversationPhoneNumber = Secret },
            new MediaFile { Id = "1", Url = address, DownloadUrl = address },
            new SentMessage { Id = "wamid", WaId = Secret },
            Recipient.Phone("600112233"),
            Recipient.Group(Secret),
            Recipient.User(Secret),
            new ContactCard { Name = new() { FormattedName = Secret } },
            new ContactName { FormattedName = Secret },
            new ContactPhone { Phone = Secret, WaId = Secret },
            new ContactEmail { Email = Secret },
            new ContactAddress { Street = Secret },
            new MediaReference { Link = address },
            new FlowAction { FlowCta = "c", FlowToken = Secret },
            InteractiveMessage.OfFlow("b", new() { FlowCta = "c", FlowToken = Secret }).Action,
            InteractiveHeader.OfText(Secret),
            new HealthCheck { Details = JsonSerializer.SerializeToElement(Secret) },
            new NumberEvent { Name = "n", Body = JsonSerializer.SerializeToElement(Secret) },
            new UnknownEvent { Name = "n", Body = JsonSerializer.SerializeToElement(Secret) },
        ];

        Assert.All(holders, holder => Assert.DoesNotContain(Secret, holder.ToString(), StringComparison.Ordinal));
    }

    public static TheoryData<Type> OpenStrings =>
        [.. typeof(KapsoClient).Assembly.GetExportedTypes().Where(type => type.IsValueType && !type.IsEnum)];

    [Theory]
    [MemberData(nameof(OpenStrings))]
    public void A_word_that_kapso_adds_later_survives_the_round_trip(Type type)
    {
        foreach (var word in new[] { "\"something_new\"", "\"Ünknown \"", "\"\"" })
        {
            var value = JsonSerializer.Deserialize(word, type);

            Assert.Equal(JsonSerializer.Deserialize<string>(word), value!.ToString());
            Assert.Equal(word, JsonSerializer.Serialize(value, type, Readable));
        }
    }

    [Theory]
    [MemberData(nameof(OpenStrings))]
    public void Known_words_equal_what_is_read_and_no_value_is_harmless(Type type)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Static);

        Assert.NotEmpty(known);
        Assert.All(known, member => Assert.Equal(
            member.GetValue(null), JsonSerializer.Deserialize($"\"{member.GetValue(null)}\"", type)));
        Assert.Equal("", Activator.CreateInstance(type)!.ToString());
        Assert.Equal(Activator.CreateInstance(type), JsonSerializer.Deserialize("null", type));
    }

    [Theory]
    [InlineData("api/customer", typeof(Data<Customer>))]
    [InlineData("api/customers", typeof(Page<Customer>))]
    [InlineData("api/setup-link-created", typeof(Data<SetupLink>))]
    [InlineData("api/setup-links", typeof(Page<SetupLink>))]
    [InlineData("api/phone-number", typeof(Data<PhoneNumber>))]
    [InlineData("api/phone-numbers", typeof(Page<PhoneNumber>))]
    [InlineData("api/health-healthy", typeof(PhoneNumberHealth))]
    [InlineData("api/health-payment-problem", typeof(PhoneNumberHealth))]
    [InlineData("api/health-error", typeof(PhoneNumberHealth))]
    [InlineData("api/messages", typeof(CursorPage<Message>))]
    [InlineData("api/conversations", typeof(CursorPage<Conversation>))]
    [InlineData("api/contacts", typeof(CursorPage<Contact>))]
    [InlineData("api/webhook-deliveries", typeof(CursorPage<WebhookDelivery>))]
    [InlineData("api/media", typeof(MediaFile))]
    [InlineData("api/templates", typeof(CursorPage<Template>))]
    [InlineData("api/webhook", typeof(Data<KapsoWebhook>))]
    [InlineData("api/webhooks", typeof(Page<KapsoWebhook>))]
    public void Every_recorded_answer_survives_the_round_trip(string payload, Type type)
    {
        var once = RoundTrip(Payload.Text(payload));
        var twice = RoundTrip(once);

        Assert.Equal(once, twice);
        Assert.True(once.Length > 20, once);

        string RoundTrip(string json) =>
            JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, KapsoJson.Default), type, KapsoJson.Default);
    }

    [Fact]
    public void Every_recorded_event_is_read()
    {
        Assert.All(Payload.Names("events"), name => Assert.True(WebhookReader.TryRead(null, Payload.Bytes(name), out _), name));
    }

    [Fact]
    public void Public_types_are_where_one_using_finds_them()
    {
        Assert.All(typeof(KapsoClient).Assembly.GetExportedTypes(), type =>
            Assert.True(type.Namespace is "Threadway.Kapso" or "Threadway.Kapso.Webhooks", type.FullName));
    }

    private static JsonSerializerOptions Readable { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
