using Threadway.Web.Hosting;

namespace Threadway.Web.Tests.Hosting;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("\u202D+34 600 11 22 33\u202C")]
    [InlineData("tel:+34-600-112233")]
    [InlineData("＋３４６００１１２２３３")]
    [InlineData("0034 600 112 233")]
    [InlineData("34600112233")]
    [InlineData("*+34 600 112 233*")]
    [InlineData("(+34) 600.112.233.")]
    [InlineData("+٣٤٦٠٠١١٢٢٣٣")]
    public void Each_way_to_write_a_number_is_understood(string typed) => Assert.Equal("+34600112233", Phone.ToE164(typed));

    [Theory]
    [InlineData("300 123 4567", "CO", "+573001234567")]
    [InlineData("0300 1234567", "PK", "+923001234567")]
    [InlineData("(212) 555-0123", "US", "+12125550123")]
    [InlineData("55 8765 4321", "MX", "+525587654321")]
    [InlineData("011 15-2345-6789", "AR", "+5491123456789")]
    public void A_number_as_one_dials_it_at_home_belongs_to_the_chosen_country(string typed, string region, string e164) =>
        Assert.Equal(e164, Phone.ToE164(typed, region));

    [Theory]
    [InlineData("+34 600 112 233")]
    [InlineData("0034600112233")]
    [InlineData("34600112233")]
    public void A_whole_number_wins_over_the_chosen_country(string typed) => Assert.Equal("+34600112233", Phone.ToE164(typed, "CO"));

    [Fact]
    public void What_is_stored_of_a_number_reads_as_itself()
    {
        var stored = Phone.ToE164("+95 0595980701") ?? Phone.ToE164("+95 09505980701");

        Assert.Equal(stored, Phone.ToE164(stored));
        Assert.Equal("+955980701", Phone.ToE164("+9505980701"));
    }

    [Theory]
    [InlineData("+52 1 55 8765 4321")]
    [InlineData("+52 55 8765 4321")]
    [InlineData("5215587654321")]
    [InlineData("00 52 1 55 8765 4321")]
    public void The_old_Mexican_spelling_is_the_same_number(string typed) => Assert.Equal("+525587654321", Phone.ToE164(typed));

    [Theory]
    [InlineData("+5491123456789", "+541123456789")]
    [InlineData("+5531987654321", "+553187654321")]
    [InlineData("+5531912345678", "+553112345678")]
    public void Argentina_and_Brazil_have_two_spellings_each_the_others_other(string one, string other)
    {
        Assert.Equal(other, Phone.OtherSpelling(one));
        Assert.Equal(one, Phone.OtherSpelling(other));
    }

    [Theory]
    [InlineData("+573001234567")]
    [InlineData("+525587654321")]
    [InlineData("+5411")]
    public void Other_numbers_have_one_spelling(string e164) => Assert.Null(Phone.OtherSpelling(e164));

    [Theory]
    [InlineData("+573001234567", "+57 300 1234567")]
    [InlineData("573001234567", "+57 300 1234567")]
    [InlineData("+1 (212) 555-0123", "+1 212-555-0123")]
    [InlineData("+5215587654321", "+52 55 8765 4321")]
    [InlineData("Your number", "Your number")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void A_number_is_shown_as_people_of_all_countries_read_it(string? number, string? shown) => Assert.Equal(shown, Phone.Format(number));
}
