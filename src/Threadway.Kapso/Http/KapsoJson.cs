using System.Text.Json.Serialization;

namespace Threadway.Kapso.Http;

/// <summary>The envelope of one object (contract 2.1).</summary>
internal sealed record Data<T>([property: JsonPropertyName("data")] T? Value) where T : class;

/// <summary>The envelope of a page (contract 2.1).</summary>
internal sealed record Page<T>(IReadOnlyList<T?> Data, PageMeta? Meta = null) where T : class;

internal sealed record PageMeta(int TotalPages, int? TotalCount = null);

/// <summary>The envelope of a list that goes by cursor (contract 2.1).</summary>
internal sealed record CursorPage<T>(IReadOnlyList<T?> Data, Paging? Paging = null) where T : class;

internal sealed record Paging(Cursors? Cursors = null, string? Next = null)
{
    public static string? OfPlatform(Paging paging) => paging.Next;

    public static string? OfProxy(Paging paging) => paging.Cursors?.After;
}

internal sealed record Cursors(string? After = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(TextConverter),
        typeof(TimeConverter),
        typeof(AddressConverter),
        typeof(SentMessageConverter),
        typeof(CustomerConverter),
        typeof(SetupLinkConverter),
        typeof(PhoneNumberConverter),
        typeof(PhoneNumberHealthConverter),
        typeof(BusinessProfileConverter),
        typeof(KapsoWebhookConverter),
        typeof(WebhookDeliveryConverter),
        typeof(IngestedMediaConverter),
        typeof(MediaFileConverter),
        typeof(SubmittedTemplateConverter),
    ])]
[JsonSerializable(typeof(Data<Customer>), TypeInfoPropertyName = "DataOfCustomer")]
[JsonSerializable(typeof(Page<Customer>), TypeInfoPropertyName = "PageOfCustomer")]
[JsonSerializable(typeof(CreateCustomer))]
[JsonSerializable(typeof(UpdateCustomer))]
[JsonSerializable(typeof(Data<SetupLink>), TypeInfoPropertyName = "DataOfSetupLink")]
[JsonSerializable(typeof(Page<SetupLink>), TypeInfoPropertyName = "PageOfSetupLink")]
[JsonSerializable(typeof(CreateSetupLink))]
[JsonSerializable(typeof(UpdateSetupLink))]
[JsonSerializable(typeof(Data<PhoneNumber>), TypeInfoPropertyName = "DataOfPhoneNumber")]
[JsonSerializable(typeof(Page<PhoneNumber>), TypeInfoPropertyName = "PageOfPhoneNumber")]
[JsonSerializable(typeof(PhoneNumberHealth))]
[JsonSerializable(typeof(Data<KapsoWebhook>), TypeInfoPropertyName = "DataOfKapsoWebhook")]
[JsonSerializable(typeof(Page<KapsoWebhook>), TypeInfoPropertyName = "PageOfKapsoWebhook")]
[JsonSerializable(typeof(CreateWebhook))]
[JsonSerializable(typeof(UpdateWebhook))]
[JsonSerializable(typeof(WebhookTest))]
[JsonSerializable(typeof(Data<Message>), TypeInfoPropertyName = "DataOfMessage")]
[JsonSerializable(typeof(CursorPage<Message>), TypeInfoPropertyName = "CursorPageOfMessage")]
[JsonSerializable(typeof(Data<Conversation>), TypeInfoPropertyName = "DataOfConversation")]
[JsonSerializable(typeof(CursorPage<Conversation>), TypeInfoPropertyName = "CursorPageOfConversation")]
[JsonSerializable(typeof(ConversationChange))]
[JsonSerializable(typeof(Data<Contact>), TypeInfoPropertyName = "DataOfContact")]
[JsonSerializable(typeof(CursorPage<Contact>), TypeInfoPropertyName = "CursorPageOfContact")]
[JsonSerializable(typeof(CreateContact))]
[JsonSerializable(typeof(UpdateContact))]
[JsonSerializable(typeof(CursorPage<WebhookDelivery>), TypeInfoPropertyName = "CursorPageOfWebhookDelivery")]
[JsonSerializable(typeof(ConnectPhoneNumber))]
[JsonSerializable(typeof(UpdatePhoneNumber))]
[JsonSerializable(typeof(NewDisplayName))]
[JsonSerializable(typeof(Data<DisplayNameRequest>), TypeInfoPropertyName = "DataOfDisplayNameRequest")]
[JsonSerializable(typeof(Page<DisplayNameRequest>), TypeInfoPropertyName = "PageOfDisplayNameRequest")]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(UpdateBusinessProfile))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(CodeProof))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(MediaFile))]
[JsonSerializable(typeof(IngestMedia))]
[JsonSerializable(typeof(Data<IngestedMedia>), TypeInfoPropertyName = "DataOfIngestedMedia")]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(CursorPage<Template>), TypeInfoPropertyName = "CursorPageOfTemplate")]
[JsonSerializable(typeof(TemplateDraft))]
[JsonSerializable(typeof(TemplateChange))]
[JsonSerializable(typeof(SubmittedTemplate))]
[JsonSerializable(typeof(TextMessage))]
[JsonSerializable(typeof(ImageMessage))]
[JsonSerializable(typeof(VideoMessage))]
[JsonSerializable(typeof(AudioMessage))]
[JsonSerializable(typeof(DocumentMessage))]
[JsonSerializable(typeof(StickerMessage))]
[JsonSerializable(typeof(LocationMessage))]
[JsonSerializable(typeof(IReadOnlyList<ContactCard>))]
[JsonSerializable(typeof(ReactionMessage))]
[JsonSerializable(typeof(TemplateMessage))]
[JsonSerializable(typeof(InteractiveMessage))]
[JsonSerializable(typeof(SentMessage))]
[JsonSerializable(typeof(ReadMark))]
[JsonSerializable(typeof(UrlParameters))]
[JsonSerializable(typeof(CatalogParameters))]
[JsonSerializable(typeof(FlowAction))]
[JsonSerializable(typeof(TemplateParameter))]
[JsonSerializable(typeof(OrderDetails))]
[JsonSerializable(typeof(OrderStatusParameters))]
[JsonSerializable(typeof(AddressParameters))]
internal sealed partial class KapsoJson : JsonSerializerContext;
