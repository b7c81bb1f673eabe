using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>An enumeration's names as the API writes them: <c>owner_phone</c>.</summary>
internal static class ApiWord
{
    /// <summary>False where it is none of them; where nothing was given, true and null.</summary>
    public static bool TryRead<T>(string? text, out T? value) where T : struct, Enum
    {
        value = null;
        if (TypedText.Plain(text) is not { Length: > 0 } word) return true;
        foreach (var known in Enum.GetValues<T>())
        {
            if (Of(known) == word) value = known;
        }
        return value is not null;
    }

    /// <summary>400 that names the field and what it may be.</summary>
    public static ProblemHttpResult Unknown<T>(string field) where T : struct, Enum =>
        Problems.Invalid(field, $"{field} is one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");

    private static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <inheritdoc cref="ApiWord"/>
internal sealed class SnakeCaseWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
