using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Meta puts the texts of an interactive message into objects: <c>{"text": "..."}</c>.</summary>
internal sealed class BodyTextConverter : NestedTextConverter
{
    protected override string Member => "text";
}

/// <summary>Meta puts a template's language into an object: <c>{"code": "es"}</c>.</summary>
internal sealed class LanguageConverter : NestedTextConverter
{
    protected override string Member => "code";
}

internal abstract class NestedTextConverter : JsonConverter<string>
{
    protected abstract string Member { get; }

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader).Text(Member) ?? throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Member, value);
        writer.WriteEndObject();
    }
}

/// <summary>Meta's form of an answer: <c>{"type": "reply", "reply": {"id": "...", "title": "..."}}</c>.</summary>
internal sealed class ReplyButtonConverter : JsonConverter<ReplyButton>
{
    public override ReplyButton Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader).Child("reply") is { } reply && (reply.Text("id"), reply.Text("title")) is ({ } id, { } title)
            ? new(id, title)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, ReplyButton value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "reply");
        writer.WriteStartObject("reply");
        writer.WriteString("id", value.Id);
        writer.WriteString("title", value.Title);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
