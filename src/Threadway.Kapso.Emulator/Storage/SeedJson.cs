using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator.Storage;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KapsoSeed))]
internal sealed partial class SeedJson : JsonSerializerContext;
