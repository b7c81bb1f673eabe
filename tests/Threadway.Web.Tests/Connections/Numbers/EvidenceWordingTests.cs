using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Threadway.Web.Components;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Resources;

namespace Threadway.Web.Tests.Connections.Numbers;

/// <summary>What the line of evidence says, in both languages.</summary>
public sealed partial class EvidenceWordingTests(SharedApp shared)
{
    private readonly IStringLocalizer<Text> text = shared.App.Services.GetRequiredService<IStringLocalizer<Text>>();

    public static TheoryData<string> Codes =>
    [
        "190", "0", "3", "10", "200", "299", "33", "133010", "131042", "141006", "131031", "368", "401", "403", "404", "422", "429", "500", "503", "999999",
        "unreachable", "timeout", "health_disconnected", "another_customer", "PARTNER_REMOVED", "ACCOUNT_OFFBOARDED", "SOMETHING_NEW",
        "DISABLE", "RESTRICTED_BIZ_INITIATED_MESSAGING", "whatsapp.phone_number.created", "whatsapp.phone_number.deleted", "whatsapp.account.violation",
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_said_in_words_of_the_readers_language_with_the_code_beside(string code)
    {
        var (english, spanish) = (In("en", () => text.Detail(code)), In("es", () => text.Detail(code)));

        Assert.All([english, spanish], said =>
        {
            Assert.Equal(code, said.Code);
            Assert.Contains(' ', said.Words);
            Assert.DoesNotContain(code, said.Words, StringComparison.Ordinal);
        });
        Assert.NotEqual(english.Words, spanish.Words);
    }

    [Theory]
    [InlineData("190", "token")]
    [InlineData("PARTNER_REMOVED", "removed")]
    [InlineData("250", "permission")]
    [InlineData("503", "fault")]
    [InlineData("422", "refused")]
    public void The_words_say_what_the_code_means(string code, string expected) =>
        Assert.Contains(expected, In("en", () => text.Detail(code)).Words, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_code_with_a_sentence_of_Metas_is_said_in_ours_where_we_know_it_and_in_Metas_where_not()
    {
        var known = In("es", () => text.Detail("131042 Business eligibility payment issue"));
        var unknown = In("es", () => text.Detail("777777 Something that nobody met before"));

        Assert.Contains("pago", known.Words, StringComparison.Ordinal);
        Assert.Equal("131042", known.Code);
        Assert.Equal(new("Something that nobody met before", "777777"), unknown);
    }

    [Fact]
    public void Several_restrictions_are_each_said_and_a_sentence_stays_one()
    {
        var several = In("en", () => text.Detail("RESTRICTED_BIZ_INITIATED_MESSAGING, RESTRICTED_ADD_PHONE_NUMBER_ACTION"));
        var sentence = In("en", () => text.Detail("A sentence of Kapso's."));
        var accounts = In("es", () => text.Detail("expected 123, found 456"));

        Assert.Equal(2, several.Words.Split("; ").Length);
        Assert.Equal(new("A sentence of Kapso's.", null), sentence);
        Assert.Contains("esperaba", accounts.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_leaves_out_what_was_so_before()
    {
        var first = In("en", () => text.Change("Connected: Linked, ReceivingPending, Sending"));
        var next = In("en", () => text.Change("Connected: Linked, Receiving, Sending", "Connected: Linked, ReceivingPending, Sending"));

        Assert.Equal(4, first.Split(" · ").Length);
        Assert.Equal("Receiving: Yes", next);
    }

    [Theory]
    [InlineData("2026-11-28T17:41:56Z", "17:41 UTC (5 minutes ago)")]
    [InlineData("2026-11-27T09:05:00Z", "November 27, 2026, 09:05 UTC (2 days ago)")]
    [InlineData("2026-10-01T09:05:00Z", "October 1, 2026, 09:05 UTC")]
    public void A_moment_is_told_by_its_time_and_with_its_day_where_that_is_not_today(string at, string expected)
    {
        var now = DateTimeOffset.Parse("2026-11-28T17:46:00Z", CultureInfo.InvariantCulture);

        Assert.Equal(expected, In("en", () => text.When(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), now)));
    }

    /// <summary>"By itself" is how nobody says it, and what is automatic is said so.</summary>
    [Fact]
    public void No_page_says_that_something_happens_by_itself()
    {
        var texts = File.ReadAllText(Repository.PathOf("src", "Threadway.Web", "Resources", "Text.resx"));

        Assert.DoesNotMatch(Stiff(), texts);
    }

    private static T In<T>(string language, Func<T> say)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [GeneratedRegex(@"\bby (it|your|our|them)sel(f|ves)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Stiff();
}
