using System.Globalization;
using System.Text;
using CsCheck;
using Threadway.Web.Hosting;

namespace Threadway.Web.Tests.Hosting;

public sealed class TypedTextTests
{
    /// <summary>Every decimal digit that Unicode has, by its value.</summary>
    private static readonly string[][] Digits =
    [
        .. Enumerable.Range(0, 10).Select(value => Runes(UnicodeCategory.DecimalDigitNumber).Where(rune => Rune.GetNumericValue(rune) == value).Select(rune => rune.ToString()).ToArray()),
    ];

    private static readonly string[] Dashes = [.. Runes(UnicodeCategory.DashPunctuation).Select(rune => rune.ToString()), "\u2212", "\u30FC", "\uFF70", "\u2043"];

    private static readonly string[] Spaces =
        [.. Runes(UnicodeCategory.SpaceSeparator).Concat(Runes(UnicodeCategory.LineSeparator)).Concat(Runes(UnicodeCategory.ParagraphSeparator)).Select(rune => rune.ToString()), "\t", "\r\n", "\u2800"];

    private static readonly string[] Invisible =
    [
        .. Runes(UnicodeCategory.Format).Select(rune => rune.ToString()),
        .. Enumerable.Range(0xFE00, 16).Concat(Enumerable.Range(0xE0100, 240)).Select(char.ConvertFromUtf32),
        "\u20E3", "\u034F", "\u3164", "\uFFA0",
    ];

    private static readonly (string Before, string After)[] Wraps =
        [("", ""), ("*", "*"), ("_", "_"), ("`", "`"), ("```", "```"), ("*_", "_*"), ("\"", "\""), ("“", "”"), ("(", ")"), ("[", "]"), ("", "."), ("", ","), ("", "。"), ("*", "*.")];

    private static readonly Gen<string> Code = Gen.Int[0, 999_999].Select(code => code.ToString("D6", CultureInfo.InvariantCulture));

    private static readonly Gen<string> Any = Gen.OneOf(
        Gen.String, OneOf([.. Digits.SelectMany(all => all), .. Dashes, .. Spaces, .. Invisible, "+", "＋", "*", "\uD800", "\uDC00", "a"]).Array[0, 30].Select(string.Concat));

    [Fact]
    public void A_code_decorated_in_any_way_is_the_same_code() =>
        (from code in Code
         from typed in Decorated(code, [.. Dashes, .. Spaces, ""])
         select (code, typed)).Sample(pair => Assert.Equal(pair.code, TypedText.Code(pair.typed)));

    [Fact]
    public void A_code_inside_the_message_that_it_came_in_is_that_code() =>
        (from code in Code
         from typed in Decorated(code, ["", "-", "\u2011", " ", "\u00A0"])
         from message in OneOf("Your code is {0}.", "{0} es tu código de verificación. Por tu seguridad, no lo compartas.", "<#> {0} is your code; it is good for 5 minutes", "رمزك هو {0}", "code:{0}", "您的验证码是{0}，5分钟内有效")
         select (code, typed: string.Format(CultureInfo.InvariantCulture, message, typed))).Sample(pair => Assert.Equal(pair.code, TypedText.Code(pair.typed)));

    [Fact]
    public void A_number_decorated_in_any_way_is_the_same_number() =>
        (from digits in Gen.OneOf(Gen.Long[3_000_000_000, 3_299_999_999].Select(n => $"57{n}"), Gen.Long[600_000_000, 699_999_999].Select(n => $"34{n}"))
         from typed in Decorated(digits, [.. Dashes, .. Spaces, "", ".", "/"], plain: true)
         from prefix in OneOf("+", "＋", "tel:+", "TEL: +", "00", "", "\u202D+", "whatsapp:+", "(+")
         select (digits, typed: prefix + typed)).Sample(pair => Assert.Equal($"+{pair.digits}", Phone.ToE164(pair.typed)));

    [Fact]
    public void Plain_text_is_plain_already_and_nothing_throws() => Any.Sample(text =>
    {
        var plain = TypedText.Plain(text);

        Assert.Equal(plain, TypedText.Plain(plain));
        Assert.DoesNotContain(plain.EnumerateRunes(), rune => Rune.IsDigit(rune) && !char.IsAsciiDigit((char)rune.Value));
        Assert.DoesNotContain(plain.EnumerateRunes(), rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);
    });

    [Fact]
    public void A_code_is_six_ASCII_digits_or_none_and_a_number_is_E164_or_none() => Any.Sample(text =>
    {
        var (code, number) = (TypedText.Code(text), Phone.ToE164(text));

        Assert.True(code is null || (code.Length == 6 && code.All(char.IsAsciiDigit)), code);
        Assert.True(number is null || (number[0] == '+' && number[1..].All(char.IsAsciiDigit)), number);
        Assert.Equal(code, TypedText.Code(TypedText.Plain(text)));
        Assert.Equal(number, number is null ? null : Phone.ToE164(number));
    });

    [Theory]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("۱۲۳۴۵۶")]
    [InlineData("１２３４５６")]
    [InlineData("१२३४५६")]
    [InlineData("১২৩৪৫৬")]
    [InlineData("𝟏𝟐𝟑𝟜𝟝𝟞")]
    [InlineData("1\uFE0F\u20E32\uFE0F\u20E33\uFE0F\u20E34\uFE0F\u20E35\uFE0F\u20E36\uFE0F\u20E3")]
    [InlineData("123–456")]
    [InlineData("123ー456")]
    [InlineData("*123456*")]
    [InlineData("123456.")]
    [InlineData("\u200E123456")]
    [InlineData("\u2068123456\u2069")]
    [InlineData("1 2 3 4 5 6")]
    [InlineData("123456\r\n")]
    [InlineData("*123456* es tu código. Vence en 10 minutos.")]
    [InlineData("G-123456")]
    public void Each_way_to_write_a_code_is_understood(string typed) => Assert.Equal("123456", TypedText.Code(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hola")]
    [InlineData("12")]
    [InlineData("1234567")]
    [InlineData("123456 or 654321")]
    [InlineData("12e456")]
    [InlineData("+57 300 1234567")]
    public void What_is_no_code_is_none(string? typed) => Assert.Null(TypedText.Code(typed));

    /// <summary>Digits of any script with marks in front of, between and behind them, and what people put around the whole.</summary>
    private static Gen<string> Decorated(string digits, string[] between, bool plain = false) =>
        from written in Gen.Int[0, int.MaxValue].Array[digits.Length]
        from marks in Gen.OneOf(Gen.Const(""), OneOf(Invisible)).Array[digits.Length + 1]
        from gaps in Gen.OneOf(Gen.Const(""), OneOf(between)).Array[digits.Length - 1]
        from wrap in OneOf(plain ? Wraps[..1] : Wraps)
        select wrap.Before + marks[0]
            + string.Concat(digits.Select((digit, i) => Digits[digit - '0'][written[i] % Digits[digit - '0'].Length] + marks[i + 1] + (i < gaps.Length ? gaps[i] : "")))
            + wrap.After;

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static IEnumerable<Rune> Runes(UnicodeCategory category) =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(rune => Rune.GetUnicodeCategory(rune) == category);
}
