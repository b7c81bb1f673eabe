using System.Text.Json;
using Threadway.Kapso;

namespace Threadway.Web.Connections.Evidence;

/// <summary>What a fresh read said about a number, as far as a connection shows it (contract 6.1).</summary>
internal sealed record NumberSnapshot
{
    public string? PhoneNumber { get; init; }

    /// <summary>The number as digits alone: what two spellings of one number are compared by (contract 16, row 11).</summary>
    public string? Digits { get; init; }

    public string? VerifiedName { get; init; }

    public string? BusinessAccountId { get; init; }

    public bool? IsCoexistence { get; init; }

    public string? QualityRating { get; init; }

    /// <summary>Kapso's word for the number's connection to Meta: CONNECTED, DISCONNECTED, PENDING, or one of the future.</summary>
    public string? Status { get; init; }

    /// <summary>When Kapso made this incarnation of the number.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public static NumberSnapshot Of(PhoneNumber number) => new()
    {
        PhoneNumber = number.DisplayPhoneNumber,
        Digits = OnlyDigits(number.DisplayPhoneNumberNormalized ?? number.DisplayPhoneNumber),
        VerifiedName = number.VerifiedName ?? number.DisplayName ?? number.Name,
        BusinessAccountId = number.BusinessAccountId,
        IsCoexistence = number.IsCoexistence,
        QualityRating = number.QualityRating,
        Status = number.Status,
        CreatedAt = number.CreatedAt,
    };

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static NumberSnapshot FromJson(string json) => JsonSerializer.Deserialize<NumberSnapshot>(json, JsonSerializerOptions.Web)!;

    private static string? OnlyDigits(string? text) =>
        text is null ? null : new string([.. text.Where(char.IsAsciiDigit)]) is { Length: > 0 } digits ? digits : null;
}
