using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>As what Kapso hands a fetched file to Meta (Kapso Platform: media).</summary>
[JsonConverter(typeof(OpenStringConverter<MediaDelivery>))]
public readonly record struct MediaDelivery : IOpenString<MediaDelivery>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public MediaDelivery(string value) => this.value = value is "" ? null : value;

    /// <summary>A file for messages, with a media id.</summary>
    public static MediaDelivery MetaMedia { get; } = new("meta_media");

    /// <summary>An asset with a handle, as template samples and profile pictures need it.</summary>
    public static MediaDelivery MetaResumableAsset { get; } = new("meta_resumable_asset");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static MediaDelivery From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
