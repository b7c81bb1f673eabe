using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("5511987654321", "551187654321")]
    [InlineData("551187654321", "5511987654321")]
    [InlineData("5531987654321", "553187654321")]
    [InlineData("5491123456789", "541123456789")]
    [InlineData("541123456789", "5491123456789")]
    [InlineData("5215512345678", "525512345678")]
    [InlineData("525512345678", "5215512345678")]
    public void A_number_of_Brazil_Argentina_or_Mexico_has_two_spellings(string digits, string other) =>
        Assert.Equal([digits, other], Spellings.Of(digits));

    [Theory]
    [InlineData("573001234567")]
    [InlineData("4915112345678")]
    [InlineData("551133334444")]
    [InlineData("5511933334444")]
    [InlineData("52551234567")]
    [InlineData("54112345")]
    [InlineData("55")]
    [InlineData("5")]
    public void Any_other_number_and_a_landline_have_one(string digits) => Assert.Equal([digits], Spellings.Of(digits));

    /// <summary>Where Meta leaves the ninth digit away, it does so of every mobile.</summary>
    [Fact]
    public void A_mobile_of_an_area_without_the_ninth_digit_is_looked_up_without_it() =>
        Assert.Equal(["5531933334444", "553133334444"], Spellings.Of("5531933334444"));

    [Theory]
    [InlineData("")]
    [InlineData("US.1234")]
    [InlineData("+573001234567")]
    [InlineData("٣٣٣")]
    public void What_is_no_digits_has_none(string text) => Assert.Empty(Spellings.Of(text));
}
