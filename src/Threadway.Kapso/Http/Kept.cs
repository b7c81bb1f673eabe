using System.Text.Json;

namespace Threadway.Kapso.Http;

/// <summary>The JSON that a record was read from. It is no part of what the record says: two reads of one thing are equal.</summary>
internal readonly record struct Kept(JsonElement Json)
{
    public bool Equals(Kept other) => true;

    public override int GetHashCode() => 0;
}

/// <summary>The same where it is mostly not kept, for records of which there are many.</summary>
internal readonly struct KeptIfOdd : IEquatable<KeptIfOdd>
{
    private readonly object? json;

    public KeptIfOdd(JsonElement json) => this.json = json.ValueKind == JsonValueKind.Undefined ? null : json;

    public JsonElement? Json => (JsonElement?)json;

    public bool Equals(KeptIfOdd other) => true;

    public override bool Equals(object? obj) => obj is KeptIfOdd;

    public override int GetHashCode() => 0;
}
