using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Http;

/// <summary>Takes from the checks what can be read; one odd check must not cost the caller the others.</summary>
internal sealed class HealthChecksConverter : JsonConverter<IReadOnlyDictionary<string, HealthCheck>>
{
    public static IReadOnlyDictionary<string, HealthCheck> None { get; } = FrozenDictionary<string, HealthCheck>.Empty;

    public override IReadOnlyDictionary<string, HealthCheck> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var checks = new Dictionary<string, HealthCheck>(StringComparer.Ordinal);
        foreach (var (name, check) in JsonElement.ParseValue(ref reader).Members())
        {
            if (check.ValueKind == JsonValueKind.Object)
            {
                checks[name] = new()
                {
                    Passed = check.Flag("passed"),
                    OverallStatus = check.Text("overall_status"),
                    Details = check.Member("details"),
                    Error = check.Text("error"),
                    Raw = check,
                };
            }
        }

        return checks;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, HealthCheck> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, check) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, check, KapsoJson.Default.HealthCheck);
        }

        writer.WriteEndObject();
    }
}
