using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Threadway.Web.Hosting.Paging;

/// <summary>A place in a list that is ordered by time and, of one time, by id.</summary>
internal readonly record struct Place(DateTimeOffset At, Guid Id);

/// <summary>
/// A place as a word for programs. It is no secret and protects nothing: every query starts from the user all the same. A checksum
/// over the list's name notices one that was changed, cut off, or given by another list.
/// </summary>
internal static class Cursor
{
    private const int InstantLength = sizeof(long);
    private const int PlaceLength = InstantLength + 16;
    private const int Length = PlaceLength + 4;

    /// <param name="list">Names the list that it is good for.</param>
    public static string Write(string list, Place place)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.At.UtcTicks);
        place.Id.TryWriteBytes(bytes[InstantLength..], bigEndian: true, out _);
        Checksum(list, bytes[..PlaceLength], bytes[PlaceLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null where this list gave no such word.</summary>
    public static Place? Read(string list, string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length)
            return null;

        Span<byte> checksum = stackalloc byte[Length - PlaceLength];
        Checksum(list, bytes[..PlaceLength], checksum);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return checksum.SequenceEqual(bytes[PlaceLength..]) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new(new(ticks, TimeSpan.Zero), new Guid(bytes[InstantLength..PlaceLength], bigEndian: true))
            : null;
    }

    private static void Checksum(string list, ReadOnlySpan<byte> place, Span<byte> checksum)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(list));
        hash.AppendData(place);
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        whole[..checksum.Length].CopyTo(checksum);
    }
}
