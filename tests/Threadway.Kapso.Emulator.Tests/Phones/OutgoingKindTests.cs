using System.Net;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

/// <summary>What a business sends with more than words: the phone draws what it says and asks.</summary>
public partial class OutgoingKindTests
{
    public static TheoryData<string, string> Interactive => new()
    {
        { """{"type":"product","action":{"catalog_id":"7001","product_retailer_id":"pan-01"}}""", "pan-01 Catalog 7001" },
        { """{"type":"product_list","header":{"type":"text","text":"Bread"},"body":{"text":"Fresh"},"action":{"catalog_id":"7001","sections":[{"title":"White","product_items":[{"product_retailer_id":"pan-01"},{"product_retailer_id":"pan-02"}]}]}}""", "Bread Fresh White pan-01, pan-02" },
        { """{"type":"catalog_message","body":{"text":"All we bake"},"action":{"name":"catalog_message","parameters":{"thumbnail_product_retailer_id":"pan-01"}}}""", "All we bake View catalog pan-01" },
        { """{"type":"order_details","body":{"text":"Your order"},"action":{"name":"review_and_pay","parameters":{"reference_id":"A-7","currency":"MXN","total_amount":{"value":7000,"offset":100},"order":{"status":"pending","items":[{"retailer_id":"pan-01","name":"Bread","amount":{"value":3500,"offset":100},"quantity":2}]}}}}""", "Your order Order A-7 pending 2 × Bread, 35 MXN Total 70 MXN" },
        { """{"type":"order_status","body":{"text":"On its way"},"action":{"name":"review_order","parameters":{"reference_id":"A-7","order":{"status":"shipped","description":"By bicycle"}}}}""", "On its way Order status A-7 shipped By bicycle" },
        { """{"type":"call_permission_request","body":{"text":"May we call?"},"action":{"name":"call_permission_request"}}""", "May we call? May this business call you? Allow calls Do not allow" },
        { """{"type":"address_message","body":{"text":"Where to?"},"action":{"name":"address_message","parameters":{"country":"IN"}}}""", "Where to? Asks for an address IN" },
        { """{"type":"carousel","body":{"text":"Look"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"link":"https://a.example/1.png"}},"body":{"text":"*First*"},"action":{"name":"cta_url","parameters":{"display_text":"See","url":"https://a.example"}}},{"card_index":1,"body":{"text":"Second"},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"x","title":"Take it"}}]}}]}}""", "Look image First See Second Take it" },
        { """{"type":"cta_url","header":{"type":"text","text":"Menu"},"body":{"text":"Today"},"footer":{"text":"Until six"},"action":{"name":"cta_url","parameters":{"display_text":"Open it","url":"https://a.example"}}}""", "Menu Today Until six Open it" },
    };

    [Theory]
    [MemberData(nameof(Interactive))]
    public async Task An_interactive_message_is_drawn_with_all_that_it_says(string interactive, string drawn)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var id = await chat.SentIdAsync($$"""{"type":"interactive","interactive":{{interactive}}}""");

        Assert.Contains(drawn, Screen.Seen(await chat.ScreenAsync(), id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_says_on_the_page_whether_the_business_may_call()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync("""{"type":"interactive","interactive":{"type":"call_permission_request","action":{"name":"call_permission_request"}}}""");

        await new Phone(lab, Chat.Phone).SubmitAsync("/press", ("message_id", asked), ("choice", "accept"));
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Equal(asked, message["context"]!["id"]!.ToString());
        Assert.Equal(("call_permission_reply", "accept"), (message["interactive"]!["type"]!.ToString(), message["interactive"]!["call_permission_reply"]!["response"]!.ToString()));
    }

    [Fact]
    public async Task The_page_sends_a_card_without_a_name_edits_and_deletes_what_it_wrote_and_any_other_kind_from_one_to_start_from()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var phone = new Phone(lab, Chat.Phone);
        var mine = await chat.WriteAsync("""{"text":{"body":"At four"}}""");
        await lab.Receiver.NextAsync();

        await phone.SubmitAsync("/card", ("card_phone", "+52 55 1234 0000"));
        await phone.SubmitAsync("/edit", ("message_id", mine), ("text", "At five"));
        await phone.SubmitAsync("/revoke", ("message_id", mine));
        await phone.SubmitAsync("/any", ("json", Start(await phone.PageAsync("?kind=order"))));
        Received[] told = [await lab.Receiver.NextAsync(), await lab.Receiver.NextAsync(), await lab.Receiver.NextAsync(), await lab.Receiver.NextAsync()];

        Assert.Equal(["contacts", "edit", "revoke", "order"], told.Select(one => one.Body["message"]!["type"]!.ToString()));
        Assert.Null(told[0].Body["message"]!["contacts"]![0]!["name"]);
        Assert.Equal((mine, "At five"), (told[1].Body["message"]!["edit"]!["original_message_id"]!.ToString(), told[1].Body["message"]!["edit"]!["message"]!["text"]!["body"]!.ToString()));
        Assert.Equal(mine, told[2].Body["message"]!["revoke"]!["original_message_id"]!.ToString());
    }

    [Fact]
    public async Task Every_kind_that_the_page_offers_to_start_from_can_be_sent_as_it_stands()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var kinds = Kind().Matches(await new Phone(lab, Chat.Phone).PageAsync()).Select(match => match.Groups[1].Value).ToList();

        Assert.True(kinds.Count > 10, $"{kinds.Count} kinds");
        foreach (var kind in kinds)
        {
            // One of them changes the number, so that each has a phone of its own.
            var phone = new Phone(lab, $"5730012{kinds.IndexOf(kind):D5}");
            await phone.SubmitAsync("", ("phone_number_id", chat.NumberId), ("text", "Hello"));

            var sent = await phone.SubmitAsync("/any", ("json", Start(await phone.PageAsync($"?kind={kind}"))));

            Assert.True(sent.Status == HttpStatusCode.SeeOther, $"{kind}: {sent.Content}");
        }
    }

    [Fact]
    public async Task What_the_other_side_wrote_can_be_neither_edited_nor_deleted_and_a_wrong_body_stays_to_be_mended()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var theirs = await chat.SentIdAsync("""{"type":"text","text":{"body":"Ten pesos"}}""");
        var phone = new Phone(lab, Chat.Phone);

        var edited = await phone.SubmitAsync("/edit", ("message_id", theirs), ("text", "One peso"));
        var deleted = await phone.SubmitAsync("/revoke", ("message_id", theirs));
        var wrong = await phone.SubmitAsync("/any", ("json", """{"type":"order"}"""));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (edited.Status, deleted.Status));
        Assert.Contains("order is required with the type order", wrong.Content, StringComparison.Ordinal);
        Assert.Contains("\"type\": \"order\"", Start(wrong.Content), StringComparison.Ordinal);
    }

    /// <summary>What stands in the field for any kind.</summary>
    private static string Start(string page) => WebUtility.HtmlDecode(Area().Match(page).Groups[1].Value);

    [GeneratedRegex("<textarea id=\"json\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("&amp;kind=([a-z]+)#any")]
    private static partial Regex Kind();
}
