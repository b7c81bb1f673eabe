using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>Lists by page, by cursor, and the proxy's.</summary>
[Contract("2.1"), Contract("2.2")]
public class PagingTests(Target target)
{
    [Fact]
    public async Task A_page_list_is_newest_first_and_ends_where_its_meta_says()
    {
        var mark = $"Paging {Guid.CreateVersion7():N}";
        List<string> made = [];
        for (var i = 0; i < 3; i++)
            made.Add(await target.CustomerAsync(mark));
        var filter = $"/customers?name_contains={Uri.EscapeDataString(mark)}&per_page=1";

        List<string> read = [];
        Reply page;
        do
        {
            page = await target.Platform.GetAsync($"{filter}&page={read.Count + 1}");
            read.Add(Assert.Single(page.Page(Shapes.Customer))["id"]!.ToString());
        }
        while (page.Json["meta"]!["page"]!.GetValue<int>() < page.Json["meta"]!["total_pages"]!.GetValue<int>());

        Assert.Equal(made.AsEnumerable().Reverse(), read);
        Assert.Equal("""{"page":3,"per_page":1,"total_pages":3,"total_count":3}""", page.Json["meta"]!.ToJsonString());
    }

    [Fact]
    public async Task A_page_list_starts_at_page_1_and_names_its_neighbours_in_the_Link_header()
    {
        var mark = $"Links {Guid.CreateVersion7():N}";
        await target.CustomerAsync(mark);
        await target.CustomerAsync(mark);

        var first = await target.Platform.GetAsync($"/customers?name_contains={Uri.EscapeDataString(mark)}&per_page=1");

        Assert.Single(first.Page(Shapes.Customer));
        Assert.Equal(1, first.Json["meta"]!["page"]!.GetValue<int>());
        Assert.Matches("""<https?://[^>]*[?&]page=2[^>]*>; ?rel="?next"?""", first.Header("Link"));
    }

    [Fact]
    public async Task A_page_beyond_the_last_is_empty_and_counts_what_there_is()
    {
        var mark = $"Beyond {Guid.CreateVersion7():N}";
        await target.CustomerAsync(mark);

        var beyond = await target.Platform.GetAsync($"/customers?name_contains={Uri.EscapeDataString(mark)}&page=7");

        Assert.Empty(beyond.Page(Shapes.Customer));
        Assert.Equal(1, beyond.Json["meta"]!["total_count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("/customers")]
    [InlineData("/whatsapp/phone_numbers")]
    [InlineData("/whatsapp/webhooks")]
    [InlineData("/whatsapp/contacts?page=1")]
    public async Task These_lists_have_pages(string path)
    {
        var shape = path switch
        {
            "/customers" => Shapes.Customer,
            "/whatsapp/phone_numbers" => Shapes.PhoneNumber,
            "/whatsapp/webhooks" => Shapes.Webhook,
            _ => Shapes.Contact,
        };

        var list = await target.Platform.GetAsync(path);

        list.Page(shape);
    }

    [Theory]
    [InlineData("/whatsapp/messages")]
    [InlineData("/whatsapp/conversations")]
    [InlineData("/webhook_deliveries")]
    [InlineData("/whatsapp/contacts")]
    public async Task These_lists_have_cursors(string path)
    {
        var shape = path switch
        {
            "/whatsapp/messages" => Shapes.MessageRead,
            "/whatsapp/conversations" => Shapes.Conversation,
            "/webhook_deliveries" => Shapes.Delivery,
            _ => Shapes.Contact,
        };

        var list = await target.Platform.GetAsync(path);

        list.CursorPage(shape);
    }

    [Fact]
    public async Task A_cursor_list_goes_forth_with_next_and_back_with_previous()
    {
        var chat = await target.ChatAsync();
        var (first, second) = (await chat.SentTextIdAsync("First"), await chat.SentTextIdAsync("Second"));
        var list = $"/whatsapp/messages?phone_number_id={chat.Number}&phone_number={chat.Person}&direction=outbound&limit=1";

        var newest = await target.Platform.GetAsync(list);
        var older = await target.Platform.GetAsync($"{list}&after={Uri.EscapeDataString(newest.Text("paging.next"))}");
        var again = await target.Platform.GetAsync($"{list}&before={Uri.EscapeDataString(older.Text("paging.previous"))}");

        Assert.Equal(second, Assert.Single(newest.CursorPage(Shapes.MessageRead))["id"]!.ToString());
        Assert.Equal(first, Assert.Single(older.CursorPage(Shapes.MessageRead))["id"]!.ToString());
        Assert.Equal(second, Assert.Single(again.CursorPage(Shapes.MessageRead))["id"]!.ToString());
        Assert.Null(newest.Json["paging"]!["previous"]);
    }

    [Fact]
    public async Task A_cursor_list_ends_where_next_is_null()
    {
        var chat = await target.ChatAsync();

        var all = await target.Platform.GetAsync($"/whatsapp/messages?phone_number={chat.Person}&limit=100");

        // Whoever wrote more than a hundred messages has a second page.
        Assert.Equal(all.CursorPage(Shapes.MessageRead).Count < 100, all.Json["paging"]!["next"] is null);
    }

    [Fact]
    public async Task The_proxys_list_ends_without_a_cursor_or_with_an_empty_page()
    {
        var chat = await target.ChatAsync();
        await chat.SentTextIdAsync("Only this");
        var list = $"/{chat.Number}/messages?phone_number={chat.Person}&limit=1";

        var pages = 0;
        for (string? after = ""; after is not null && pages <= 100; pages++)
        {
            var page = await target.Proxy.GetAsync(after.Length == 0 ? list : $"{list}&after={Uri.EscapeDataString(after)}");
            after = page.ProxyPage(Shapes.MessageRead).Count == 0 ? null : page.Json["paging"]!["cursors"]!["after"]?.ToString();
        }

        Assert.InRange(pages, 2, 100);
    }

    [Theory, Contract("2.3")]
    [InlineData("page=51&per_page=20", 51, 20)]
    [InlineData("page=50&per_page=101", 50, 101)]
    public async Task Contacts_do_not_go_beyond_the_old_page_window(string window, int page, int perPage)
    {
        var answer = await target.Platform.GetAsync($"/whatsapp/contacts?{window}");

        answer.IsE5();
        Assert.Equal((page, perPage, page * perPage), (
            answer.Json["requested_page"]!.GetValue<int>(), answer.Json["requested_per_page"]!.GetValue<int>(), answer.Json["requested_window"]!.GetValue<int>()));
    }
}
