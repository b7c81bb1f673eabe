using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Pages;

public class NumberTextTests
{
    private const string Customer = "Threadway +573110000124";

    public static TheoryData<string, string> Written => new()
    {
        { "34600112233", "+34 600 11 22 33" },
        { "573001234567", "+57 300 123 4567" },
        { "12125550142", "+1 212 555 0142" },
        { "525512345678", "+52 55 1234 5678" },
        { "5215512345678", "+52 55 1234 5678" },
        { "524771234567", "+52 477 123 4567" },
        { "5491134567890", "+54 9 11 3456 7890" },
        { "5493511234567", "+54 9 351 123 4567" },
        { "56912345678", "+56 9 1234 5678" },
        { "51987654321", "+51 987 654 321" },
        { "593991234567", "+593 99 123 4567" },
        { "59894123456", "+598 94 123 456" },
        { "5511912345678", "+55 11 91234 5678" },
        { "553112345678", "+55 31 1234 5678" },
        { "351912345678", "+351 912 345 678" },
        { "447400123456", "+44 7400 123456" },
        { "4915112345678", "+49 1511 2345678" },
        { "491701234567", "+49 170 1234567" },
        { "33612345678", "+33 6 12 34 56 78" },
        { "393201234567", "+39 320 123 4567" },
        { "919812345678", "+91 98123 45678" },
        { "6281212345678", "+62 812 1234 5678" },
        { "971501234567", "+971 50 123 4567" },
        { "966501234567", "+966 50 123 4567" },
        { "201001234567", "+20 100 123 4567" },
        { "41791234567", "+41 791 234 567" },
        { "353861234567", "+353 861 234 567" },
        { "79161234567", "+7 916 123 4567" },
        { "6591234567", "+65 9123 4567" },
        { "34600112", "+34 600 112" },
        { "447700900", "+44 770 0900" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_phones_page_writes_its_number_as_people_of_its_country_do(string digits, string text)
    {
        await using var lab = await Lab.StartAsync();

        var page = await lab.GetAsync($"/phones/{digits}");

        Assert.Contains($"<h1>{text}</h1>", WebUtility.HtmlDecode(page.Ok().Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_calls_anybody_by_bare_digits_not_even_where_a_name_was_made_from_a_number()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync(Customer);
        var link = await lab.LinkAsync(customer);
        var number = (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"connectionType":"coexistence","displayPhoneNumber":"+34600112233"}""")).Ok().Text("phoneNumberId");
        var open = await lab.LinkAsync(customer);
        await new Chat(lab, number).WriteAsync("""{"text":{"body":"Hi"}}""");
        string[] pages = ["/", "/phones", $"/phones/{Chat.Phone}", "/phones/34600112233", "/requests", "/deliveries", Lab.PageOf(open)];

        foreach (var page in pages)
        {
            var seen = Screen.Seen((await lab.GetAsync(page)).Ok().Content);

            foreach (var digits in new[] { "573110000124", "34600112233", Chat.Phone })
                Assert.False(seen.Contains(digits, StringComparison.Ordinal), $"{page}: {digits}");
        }

        Assert.Contains("Threadway +57 311 000 0124", Screen.Seen((await lab.GetAsync(Lab.PageOf(open))).Content), StringComparison.Ordinal);
        Assert.Equal("Threadway +57 311 000 0124", (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{number}")).Text("data.verified_name"));
    }
}
