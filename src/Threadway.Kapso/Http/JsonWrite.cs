using System.Text.Json;

namespace Threadway.Kapso.Http;

internal static class JsonWrite
{
    public static void WriteIfThere(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
