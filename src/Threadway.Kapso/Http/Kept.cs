using System.Text.Json;

namespace Threadway.Kapso.Http;

/// <summary>The JSON that a record was read from. It is no part of what the record says: two reads of one thing are equal.</summary>
internal readonly record struct Kept(JsonElement Json)
{
    public bool Equals(Kept other) => true;

    public override int GetHashCode() => 0;
}
