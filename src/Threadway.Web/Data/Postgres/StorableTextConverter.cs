using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Threadway.Web.Data.Postgres;

/// <summary>PostgreSQL takes no NUL in a text, and Npgsql no half of a character; somebody's name may hold either. Both become the sign for what cannot be shown.</summary>
internal sealed class StorableTextConverter() : ValueConverter<string, string>(text => Storable(text), text => text)
{
    private static string Storable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.Contains('\0')) return text;

        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) storable.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return storable.ToString();
    }
}
