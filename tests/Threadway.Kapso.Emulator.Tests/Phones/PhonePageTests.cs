using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

public class PhonePageTests
{
    private const string HelloWorld =
        """{"messaging_product":"whatsapp","to":"573001234567","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""";

    private static readonly string Messages = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages";

    [Theory]
    [InlineData("/phones/+573001234567")]
    [InlineData("/phones/%2B573001234567")]
    [InlineData("/phones/573001234567")]
    public async Task A_message_shows_on_the_phones_page_however_the_number_is_written(string path)
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync(Messages, HelloWorld);

        var page = await lab.GetAsync(path);

        Assert.Contains("Welcome and congratulations!", page.Content, StringComparison.Ordinal);
        Assert.Contains("Operator", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_code_is_shown_big_with_a_button_that_copies_it()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync(Messages, """
            {"messaging_product":"whatsapp","to":"573001234567","type":"template","template":{"name":"sign_in_code","language":{"code":"en"},"components":[
              {"type":"body","parameters":[{"type":"text","text":"481516"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"481516"}]}]}}
            """);

        var page = await lab.GetAsync("/phones/573001234567");

        Assert.Contains("<output data-code>481516</output>", page.Content, StringComparison.Ordinal);
        Assert.Contains("data-copy=\"481516\"", page.Content, StringComparison.Ordinal);
        Assert.Contains("<strong>481516</strong> is your verification code.", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_writes_to_a_connected_number_from_the_page_and_markup_is_escaped()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();

        var posted = await lab.SubmitAsync("/phones/+573001234567", ("phone_number_id", id), ("text", "<script>alert(1)</script>"));
        var screen = await lab.GetAsync("/phones/+573001234567/screen");

        Assert.Equal(HttpStatusCode.SeeOther, posted.Status);
        Assert.Contains("&lt;script&gt;", screen.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", screen.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_knows_everybody_who_got_a_message_and_every_connected_number()
    {
        await using var lab = await Lab.StartAsync();
        await lab.ConnectAsync("""{"verifiedName":"Panadería"}""");
        await lab.PostAsync(Messages, HelloWorld);

        var list = await lab.GetAsync("/phones");

        Assert.Contains("/phones/%2B573001234567", list.Content, StringComparison.Ordinal);
        Assert.Contains("Panadería", list.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_counts_everybody_and_shows_the_latest_hundred()
    {
        await using var lab = await Lab.StartAsync();
        for (var person = 0; person <= 100; person++)
        {
            (await lab.PostAsync(
                $"/_emulator/phones/573001230{person:D3}/messages",
                """{"phoneNumberId":"100000000000001","text":{"body":"Hi"}}""")).Ok();
        }

        var list = await lab.GetAsync("/phones");

        Assert.Contains("""id="people-count">101<""", list.Content, StringComparison.Ordinal);
        Assert.Contains("the latest 100", list.Content, StringComparison.Ordinal);
        Assert.Contains("phone-573001230100", list.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("phone-573001230000", list.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_into_the_list_opens_that_phone_and_what_is_no_number_is_said_so()
    {
        await using var lab = await Lab.StartAsync();

        var opened = await lab.GetAsync("/phones?number=%2B57+300+123+4567");
        var wrong = await lab.GetAsync("/phones?number=%3Cb%3Ebakery");

        Assert.Equal((HttpStatusCode.Redirect, "/phones/%2B573001234567"), (opened.Status, opened.Headers["Location"]));
        Assert.Contains("role=\"alert\">That is no phone number. Type it with its country code", wrong.Content, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;b&gt;bakery\"", wrong.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_to_a_number_that_was_cut_off_is_refused_and_the_draft_kept()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");

        var page = await lab.SubmitAsync("/phones/573001234567", ("phone_number_id", id), ("text", "Are you there?"));

        Assert.Contains("role=\"alert\"", page.Content, StringComparison.Ordinal);
        Assert.Contains("value=\"Are you there?\"", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatsApps_marks_are_drawn_in_a_bubble_and_left_out_of_every_preview()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SentIdAsync("""{"type":"text","text":{"body":"*Bold* and _italic_\n~old~ ```a_b``` `x` *_both_* 2 * 3 * 4 snake_case_name"} }""");

        var screen = await chat.ScreenAsync();
        var list = (await lab.GetAsync("/phones")).Content;
        var overview = (await lab.GetAsync("/")).Content;

        Assert.Contains("<strong>Bold</strong> and <em>italic</em><br><s>old</s> <code>a_b</code> <code>x</code> <strong><em>both</em></strong> 2 * 3 * 4 snake_case_name", screen, StringComparison.Ordinal);
        Assert.Contains("<strong>Bold</strong> and <em>italic</em>", overview, StringComparison.Ordinal);
        foreach (var preview in new[] { screen, list })
            Assert.Contains("Bold and italic old a_b x both 2 * 3 * 4 snake_case_name", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticks_stand_on_what_a_phone_wrote_and_not_on_what_came_to_it()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SentIdAsync("""{"type":"text","text":{"body":"Good morning"}}""");

        var bubbles = (await chat.ScreenAsync()).Split("<article ")[1..];
        var rows = (await lab.GetAsync("/")).Content.Split("class=\"item message\"")[1..];

        Assert.Contains("class=\"tick ", Assert.Single(bubbles, one => one.Contains("bubble mine", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"tick ", Assert.Single(bubbles, one => one.Contains("bubble theirs", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(">delivered<", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain(">received<", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_shows_what_there_is()
    {
        await using var lab = await Lab.StartAsync();
        await lab.ConnectAsync();

        var page = await lab.GetAsync("/");

        foreach (var title in new[] { "Connected numbers", "Customers", "Setup links", "Webhooks", "Webhook deliveries" })
            Assert.Contains($">{title}</h2>", page.Content, StringComparison.Ordinal);
        Assert.Contains("whatsapp.phone_number.created", page.Content, StringComparison.Ordinal);
    }
}
