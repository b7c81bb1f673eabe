using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>What a message refers to: the one that it answers, a product, or where it was forwarded from.</summary>
public sealed record MessageContext
{
    /// <summary>The message that it answers. It can be another id than the one that sending gave (contract 9.5).</summary>
    public string? MessageId { get; init; }

    /// <summary>Who wrote the message that it answers, as digits.</summary>
    public string? From { get; init; }

    /// <summary>The business-scoped user id of who wrote the message that it answers.</summary>
    public string? FromUserId { get; init; }

    /// <summary>Whether it was forwarded.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Whether it was forwarded more than five times.</summary>
    public bool IsFrequentlyForwarded { get; init; }

    /// <summary>The product that it asks about.</summary>
    public MessageProduct? Product { get; init; }

    /// <summary>The context as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the message that is answered, without people.</summary>
    public override string ToString() => $"MessageContext {{ MessageId = {MessageId} }}";

    internal static MessageContext? Read(JsonElement message)
    {
        if (message.Child("context") is not { } context)
            return null;

        var from = PersonId.Of(context, "from");
        var read = new MessageContext
        {
            // What is sent names it message_id, and some bodies repeat what was sent.
            MessageId = context.Text("id") ?? context.Text("message_id"),
            From = from.Phone,
            FromUserId = context.Given("from_user_id") ?? from.UserId,
            IsForwarded = context.Flag("forwarded") == true || context.Flag("frequently_forwarded") == true,
            IsFrequentlyForwarded = context.Flag("frequently_forwarded") == true,
            Product = context.Child("referred_product") is { } product ? MessageProduct.Read(product) : null,
            Raw = context,
        };

        return (read.MessageId ?? read.From ?? read.FromUserId) is null && !read.IsForwarded && read.Product is null ? null : read;
    }
}

/// <summary>The advertisement or post that led a person to write.</summary>
public sealed record MessageReferral
{
    /// <summary>Where the advertisement or post is.</summary>
    public Uri? SourceUrl { get; init; }

    /// <summary>Meta's word: <c>ad</c> or <c>post</c>.</summary>
    public string? SourceType { get; init; }

    /// <summary>Meta's id of the advertisement or post.</summary>
    public string? SourceId { get; init; }

    /// <summary>The headline.</summary>
    public string? Headline { get; init; }

    /// <summary>The text.</summary>
    public string? Body { get; init; }

    /// <summary>Meta's word for what is shown: <c>image</c> or <c>video</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>The picture.</summary>
    public Uri? ImageUrl { get; init; }

    /// <summary>The film.</summary>
    public Uri? VideoUrl { get; init; }

    /// <summary>The small picture of the film.</summary>
    public Uri? ThumbnailUrl { get; init; }

    /// <summary>The click's id, for Meta's Conversions API.</summary>
    public string? CtwaClid { get; init; }

    /// <summary>What the advertisement greeted with.</summary>
    public string? WelcomeMessage { get; init; }

    /// <summary>The referral as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names what led here, without its texts.</summary>
    public override string ToString() => $"MessageReferral {{ SourceType = {SourceType}, SourceId = {SourceId} }}";

    internal static MessageReferral? Read(JsonElement message)
    {
        if (message.Child("referral") is not { } referral)
            return null;

        var read = new MessageReferral
        {
            SourceUrl = referral.Address("source_url"),
            SourceType = referral.Text("source_type"),
            SourceId = referral.Text("source_id"),
            Headline = referral.Text("headline"),
            Body = referral.Text("body"),
            MediaType = referral.Text("media_type"),
            ImageUrl = referral.Address("image_url"),
            VideoUrl = referral.Address("video_url"),
            ThumbnailUrl = referral.Address("thumbnail_url"),
            CtwaClid = referral.Text("ctwa_clid"),
            WelcomeMessage = referral.Child("welcome_message")?.Text("text") ?? referral.Text("welcome_message"),
            Raw = referral,
        };

        return (read.SourceType ?? read.SourceId ?? read.Headline ?? read.Body ?? read.MediaType ?? read.CtwaClid ?? read.WelcomeMessage) is null
            && (read.SourceUrl ?? read.ImageUrl ?? read.VideoUrl ?? read.ThumbnailUrl) is null
            ? null
            : read;
    }
}

/// <summary>A place.</summary>
public sealed record MessageLocation
{
    /// <summary>Degrees north of the equator.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east of Greenwich.</summary>
    public required double Longitude { get; init; }

    /// <summary>The place's name.</summary>
    public string? Name { get; init; }

    /// <summary>The place's address.</summary>
    public string? Address { get; init; }

    /// <summary>Where the web shows it.</summary>
    public Uri? Url { get; init; }

    /// <summary>The place as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says that it is a place, and not where.</summary>
    public override string ToString() => nameof(MessageLocation);

    internal static MessageLocation? Read(JsonElement message) =>
        message.Child("location") is { } place && place.Decimal("latitude") is { } latitude && place.Decimal("longitude") is { } longitude
            ? new()
            {
                Latitude = latitude,
                Longitude = longitude,
                Name = place.Text("name"),
                Address = place.Text("address"),
                Url = place.Address("url"),
                Raw = place,
            }
            : null;
}
