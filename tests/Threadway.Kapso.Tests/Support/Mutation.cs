using CsCheck;

namespace Threadway.Kapso.Tests.Support;

/// <summary>Small damage to bytes: one replaced, one lost, one too many.</summary>
internal static class Mutation
{
    public static readonly Gen<(int At, byte Value, int Kind)> Any = Gen.Select(Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 2]);

    public static byte[] Of(byte[] body, (int At, byte Value, int Kind) change)
    {
        if (body.Length == 0)
            return body;

        var at = change.At % body.Length;
        return change.Kind switch
        {
            0 => [.. body[..at], change.Value, .. body[(at + 1)..]],
            1 => [.. body[..at], .. body[(at + 1)..]],
            _ => [.. body[..at], change.Value, .. body[at..]],
        };
    }
}
