using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.SetupPage;

public partial class SetupLanguageTests
{
    [Theory]
    [InlineData("en", "Connect WhatsApp")]
    [InlineData("es", "Conectar WhatsApp")]
    [InlineData("pt", "Conectar o WhatsApp")]
    [InlineData("hi", "WhatsApp कनेक्ट करें")]
    [InlineData("id", "Hubungkan WhatsApp")]
    [InlineData("ar", "ربط واتساب")]
    public async Task The_page_speaks_every_language_that_a_link_can_have(string language, string title)
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), $$"""{"language":"{{language}}"}""");

        var page = await lab.GetAsync($"/whatsapp/setup/{link.Text("data.token")}");

        Assert.Contains($"<h1>{title}</h1>", page.Content, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\"{(language == "ar" ? " dir=\"rtl\"" : "")}>", page.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "pt-BR,en;q=0.5", "pt")]
    [InlineData(null, "hil,ar;q=0.5", "ar")]
    [InlineData(null, "es;q=0,id;q=0.1", "id")]
    [InlineData(null, "en;q=0.2,hi;q=0.9", "hi")]
    [InlineData("ar", "es", "ar")]
    public async Task The_links_language_comes_first_and_the_browsers_wishes_in_their_order(string? language, string accepted, string shown)
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), language is null ? "{}" : $$"""{"language":"{{language}}"}""");
        lab.Http.DefaultRequestHeaders.Add("Accept-Language", accepted);

        var page = await lab.GetAsync($"/whatsapp/setup/{link.Text("data.token")}");

        Assert.Contains($"<html lang=\"{shown}\"", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_and_area_codes_keep_their_direction_in_Arabic()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(
            await lab.CustomerAsync(), """{"language":"ar","provision_phone_number":true,"phone_number_country_isos":["US","EG"],"phone_number_area_code":"415"}""");

        var page = (await lab.GetAsync($"/whatsapp/setup/{link.Text("data.token")}")).Content;

        Assert.Equal(2, Number().Count(page));
        Assert.Contains("الولايات المتحدة, رمز المنطقة <bdi>415</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("مصر", page, StringComparison.Ordinal);
    }

    /// <summary>A file with a word too few or too many is not even read.</summary>
    [Fact]
    public void Every_language_names_every_failure_and_country_and_has_room_for_every_value()
    {
        var texts = SetupTexts.All;

        Assert.Equal(["en", "es", "pt", "hi", "id", "ar"], texts.Select(one => one.Code));
        Assert.All(texts, one => Assert.Equal(SetupErrors.Reasons.Keys.Order(), one.Failures.Keys.Order()));
        Assert.All(texts, one => Assert.Equal(Country.All.Select(country => country.Iso).Order(), one.Countries.Keys.Order()));
        Assert.All(texts.SelectMany(one => new[] { one.Lead, one.PhoneNumberHint, one.AreaCode }), text => Assert.Single(Regex.Matches(text, @"\{0\}")));
    }

    [GeneratedRegex("<bdi dir=\"ltr\">&#x2B;[0-9 ]+</bdi>")]
    private static partial Regex Number();
}
