using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.State;

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
    private static readonly Dictionary<string, TemplateReview> ByWord = new()
    {
        [TemplateStatus.Approved] = TemplateReview.Approved,
        [TemplateStatus.Pending] = TemplateReview.Pending,
        [TemplateStatus.Rejected] = TemplateReview.Rejected,
        [TemplateStatus.Paused] = TemplateReview.Paused,
        [TemplateStatus.Disabled] = TemplateReview.Disabled,
    };

    public static TemplateReview Of(string word) => ByWord[word];

    public static string Word(TemplateReview review) => ByWord.First(pair => pair.Value == review).Key;
}
