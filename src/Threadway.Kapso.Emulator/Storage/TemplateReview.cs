using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator;

/// <summary>What Meta's review says of a template.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TemplateReview>))]
public enum TemplateReview
{
    /// <summary>It may be sent.</summary>
    [JsonStringEnumMemberName("APPROVED")]
    Approved,

    /// <summary>The review goes on, for a minute of the emulator's clock.</summary>
    [JsonStringEnumMemberName("PENDING")]
    Pending,

    /// <summary>It may not be sent (132001).</summary>
    [JsonStringEnumMemberName("REJECTED")]
    Rejected,

    /// <summary>People did not like it: not for now (132015).</summary>
    [JsonStringEnumMemberName("PAUSED")]
    Paused,

    /// <summary>People did not like it: not any more (132016).</summary>
    [JsonStringEnumMemberName("DISABLED")]
    Disabled,
}

/// <summary>Meta's words for them.</summary>
internal static class TemplateReviews
{
    public static TemplateReview Of(string word) => Enum.Parse<TemplateReview>(word, ignoreCase: true);

    public static string Word(TemplateReview review) => review.ToString().ToUpperInvariant();
}
