using System.Text;
using CsCheck;
using Threadway.Web.Accounts.ApiKeys;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

public sealed class KeyTextTests
{
    [Fact]
    public void A_key_is_read_back_as_what_was_made()
    {
        var id = Guid.CreateVersion7();

        var (text, hash) = ApiKeyText.Make(id);

        Assert.Matches("^tw_[0-9a-f]{32}_[0-9A-Za-z]{43}[0-9a-f]{8}$", text);
        Assert.True(ApiKeyText.TryRead(text, out var readId, out var readHash));
        Assert.Equal((id, Convert.ToHexString(hash)), (readId, Convert.ToHexString(readHash)));
        Assert.Equal(32, hash.Length);
    }

    /// <summary>Computed elsewhere: <c>zlib.crc32</c> and <c>hashlib.sha256</c> of Python.</summary>
    [Fact]
    public void The_sum_is_the_usual_CRC_32_and_the_hash_is_SHA_256()
    {
        const string Known = "tw_0192f0c1a2b37c4d8e5f60718293a4b5_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefga71dd5e0";

        Assert.True(ApiKeyText.TryRead(Known, out var id, out var hash));

        Assert.Equal(Guid.Parse("0192f0c1-a2b3-7c4d-8e5f-60718293a4b5"), id);
        Assert.Equal("71d84b1859bad11abcb3dfd9353c8d1873aafd883ffaf6f2c9df7cbcfc3e1850", Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void Two_keys_share_no_secret()
    {
        var id = Guid.CreateVersion7();

        Assert.NotEqual(ApiKeyText.Make(id).Text, ApiKeyText.Make(id).Text);
    }

    [Fact]
    public void Every_key_with_one_wrong_sign_is_told_by_its_sum()
    {
        var (text, _) = ApiKeyText.Make(Guid.CreateVersion7());

        for (var at = 0; at < text.Length; at++)
        {
            foreach (var sign in "aA0_z é\0")
            {
                if (text[at] == sign) continue;
                Assert.False(ApiKeyText.TryRead(new StringBuilder(text) { [at] = sign }.ToString(), out _, out var hash), $"{sign} at {at}");
                Assert.Empty(hash);
            }
        }
    }

    [Fact]
    public void No_text_makes_the_reading_throw() => Gen.String.Sample(text => !ApiKeyText.TryRead(text, out _, out _) && !ApiKeyText.TryRead($"tw_{text}", out _, out _));
}
