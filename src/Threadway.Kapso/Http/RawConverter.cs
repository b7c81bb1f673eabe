using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Http;

/// <summary>Reads what can be read and keeps the JSON; what makes no sense is no item, and costs the caller none of the others.</summary>
internal abstract class RawConverter<T> : JsonConverter<T> where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        From(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => RawOf(value).WriteTo(writer);

    protected abstract T? From(JsonElement element);

    protected abstract JsonElement RawOf(T value);
}
