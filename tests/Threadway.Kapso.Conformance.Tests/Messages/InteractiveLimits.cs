using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Conformance.Tests.Messages;

/// <summary>For each limit of interactive messages one that just fits, and one that does not.</summary>
internal static class InteractiveLimits
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly object Body = new { text = "?" };

    public static readonly Dictionary<string, (string Fits, string Exceeds)> All = new()
    {
        ["body of 1024"] = (Text(body: 1024), Text(body: 1025)),
        ["text header of 60"] = (Text(header: 60), Text(header: 61)),
        ["footer of 60"] = (Text(footer: 60), Text(footer: 61)),
        ["1 button"] = (Buttons(1), Buttons(0)),
        ["3 buttons"] = (Buttons(3), Buttons(4)),
        ["button title of 20"] = (Buttons(1, title: 20), Buttons(1, title: 21)),
        ["button id of 256"] = (Buttons(1, id: 256), Buttons(1, id: 257)),
        ["list button of 20"] = (List(button: 20), List(button: 21)),
        ["10 sections"] = (List(sections: 10), List(sections: 11)),
        ["10 rows in total"] = (List(sections: 2, rows: 5), List(sections: 2, rows: 6)),
        ["row title of 24"] = (List(title: 24), List(title: 25)),
        ["row description of 72"] = (List(description: 72), List(description: 73)),
        ["row id of 200"] = (List(id: 200), List(id: 201)),
        ["link text of 20"] = (Link(20), Link(21)),
        ["flow by id or by name"] = (Flow(name: "n"), Flow(id: "1", name: "n")),
        ["flow by something"] = (Flow(id: "1"), Flow()),
        ["flow text of 30"] = (Flow(id: "1", cta: 30), Flow(id: "1", cta: 31)),
        ["flow version 3"] = (Flow(id: "1"), Flow(id: "1", version: "2")),
        ["carousel of 2"] = (Carousel(2), Carousel(1)),
        ["carousel of 10"] = (Carousel(10), Carousel(11)),
        ["carousel without a header"] = (Carousel(2), Carousel(2, header: new { type = "text", text = "h" })),
        ["carousel without a footer"] = (Carousel(2), Carousel(2, footer: new { text = "f" })),
        ["30 products"] = (Products(30), Products(31)),
    };

    private static string X(int length) => new('x', length);

    /// <summary>Text that differs from that of its neighbours, as titles and ids must.</summary>
    private static string X(int length, string mark) => mark + X(length - mark.Length);

    private static IEnumerable<string> Marks(int count) => Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}");

    private static string Json(object interactive) => JsonSerializer.Serialize(interactive, WithoutNulls);

    private static object[] Replies(int count, int title, int id) =>
        [.. Marks(count).Select(mark => new { type = "reply", reply = new { id = X(id, mark), title = X(title, mark) } })];

    private static string Text(int header = 10, int body = 10, int footer = 10) => Json(new
    {
        type = "button",
        header = new { type = "text", text = X(header) },
        body = new { text = X(body) },
        footer = new { text = X(footer) },
        action = new { buttons = Replies(1, 3, 3) },
    });

    private static string Buttons(int count, int title = 3, int id = 3) =>
        Json(new { type = "button", body = Body, action = new { buttons = Replies(count, title, id) } });

    private static string List(int sections = 1, int rows = 1, int button = 4, int title = 3, int description = 3, int id = 3) => Json(new
    {
        type = "list",
        body = Body,
        action = new
        {
            button = X(button),
            sections = Marks(sections).Select(section => new
            {
                title = section,
                rows = Marks(rows).Select(row => new { id = X(id, section + row), title = X(title, section + row), description = X(description) }),
            }),
        },
    });

    private static string Link(int text) => Json(new
    {
        type = "cta_url",
        body = Body,
        action = new { name = "cta_url", parameters = new { display_text = X(text), url = "https://tenant.example" } },
    });

    private static string Flow(string? id = null, string? name = null, int cta = 5, string version = "3") => Json(new
    {
        type = "flow",
        body = Body,
        action = new { name = "flow", parameters = new { flow_message_version = version, flow_id = id, flow_name = name, flow_cta = X(cta) } },
    });

    private static string Carousel(int cards, object? header = null, object? footer = null) => Json(new
    {
        type = "carousel",
        header,
        body = Body,
        footer,
        action = new
        {
            cards = Enumerable.Range(0, cards).Select(index => new
            {
                card_index = index,
                type = "cta_url",
                header = new { type = "image", image = new { link = "https://tenant.example/a.png" } },
                body = Body,
                action = new { name = "cta_url", parameters = new { display_text = "Open", url = "https://tenant.example" } },
            }),
        },
    });

    private static string Products(int count) => Json(new
    {
        type = "product_list",
        header = new { type = "text", text = "h" },
        body = Body,
        action = new
        {
            catalog_id = "1",
            sections = new[] { new { title = "A", product_items = Enumerable.Range(0, count).Select(index => new { product_retailer_id = $"{index}" }) } },
        },
    });
}
