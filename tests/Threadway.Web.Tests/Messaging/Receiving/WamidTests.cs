using System.Text;
using CsCheck;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class WamidTests
{
    private const string Key = "9A3CA5B3D4CD6E67E7";

    [Fact]
    public void Ids_of_one_message_from_two_views_end_alike()
    {
        var (sender, recipient) = (Wamid("15551234567", 0x11, Key), Wamid("573001234567", 0x12, Key));

        Assert.NotEqual(sender, recipient);
        Assert.Equal(Key, Wamids.TailOf(sender));
        Assert.Equal(Key, Wamids.TailOf(recipient));
        Assert.Equal(Key, Wamids.TailOf(sender.TrimEnd('=')));
        Assert.Equal(Key, Wamids.TailOf("wamid." + sender[6..].Replace('+', '-').Replace('/', '_')));
    }

    [Fact]
    public void An_id_from_the_field_gives_its_key() => Assert.Equal("9A3CA5B3D4CD6E67E7", Wamids.TailOf("wamid.HBgLMTU1NTEyMzQ1NjcVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wamid.")]
    [InlineData("wamid.A")]
    [InlineData("wamid.====")]
    [InlineData("wamid.ä€")]
    [InlineData("wamid.SGVsbG8gd29ybGQ=")]
    [InlineData("WAMID.HBgLMTU1NTEyMzQ1NjcVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA")]
    [InlineData("HBgLMTU1NTEyMzQ1NjcVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA")]
    public void What_is_not_made_so_gives_none(string? wamid) => Assert.Null(Wamids.TailOf(wamid));

    [Fact]
    public void Garbage_never_throws_and_gives_no_long_tail() =>
        Gen.Select(Gen.Char.Array[0, 400], Gen.Byte.Array[0, 300]).Sample((text, bytes) =>
        {
            foreach (var wamid in (string[])[new(text), "wamid." + new string(text), "wamid." + Convert.ToBase64String(bytes)])
                Assert.True(Wamids.TailOf(wamid) is null or { Length: >= 12 and <= 100 });
        });

    private static string Wamid(string phone, byte view, string key) => "wamid." + Convert.ToBase64String(
        [0x1C, 0x18, (byte)phone.Length, .. Encoding.ASCII.GetBytes(phone), 0x15, 0x02, 0x00, view, 0x18, (byte)key.Length, .. Encoding.ASCII.GetBytes(key), 0x00]);
}
