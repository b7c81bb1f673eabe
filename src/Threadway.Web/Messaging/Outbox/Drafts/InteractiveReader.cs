namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>Interactive messages of every kind, with the limits of each (contract 12.1).</summary>
internal static class InteractiveReader
{
    private const int LongestBody = 1024;
    private const int LongestHeader = 60;
    private const int LongestFooter = 60;
    private const int LongestLabel = 20;
    private const int LongestTitle = 24;
    private const int LongestDescription = 72;
    private const int LongestButtonId = 256;
    private const int LongestRowId = 200;
    private const int LongestCall = 30;
    private const int LongestCardBody = 160;
    private const int MostProducts = 30;
    private const int MostRows = 10;

    public static readonly string[] Kinds =
    [
        "button", "list", "cta_url", "flow", "carousel", "location_request_message", "request_contact_info", "address_message",
        "order_details", "order_status", "product", "product_list", "catalog_message", "call_permission_request",
    ];

    /// <summary>These stand without a text of their own.</summary>
    private static readonly string[] MayBeSilent = ["product", "carousel", "call_permission_request", "address_message"];

    public static void Check(Field interactive)
    {
        var field = interactive["type"].As("interactive_type");
        var kind = field.Required();
        if (!Kinds.Contains(kind))
        {
            var near = NearestName.Of(kind, Kinds);
            field.Refuse($"interactive.type may be {string.Join(", ", Kinds)}.{(near is null ? "" : $" Is {near} meant?")} One that is newer than this list is sent with type raw.");
            return;
        }

        var body = interactive["body"].As("interactive_body");
        if (body.IsThere || !MayBeSilent.Contains(kind)) body.Object()["text"].Required(LongestBody, "text_too_long");
        CheckFrame(kind, interactive);
        CheckAction(kind, interactive["action"].As("interactive_action").Object());
    }

    private static void CheckFrame(string kind, Field interactive)
    {
        var (header, footer) = (interactive["header"].As("interactive_header"), interactive["footer"].As("interactive_footer"));
        if (kind == "carousel")
        {
            if (header.IsThere) header.Refuse("A carousel has no header: each card has its own.");
            if (footer.IsThere) footer.Refuse("A carousel has no footer.");
            return;
        }
        if (kind == "product" && header.IsThere) header.Refuse("A single product has no header: it shows the product's own.");
        if (kind == "product_list") header.Object();
        if (header.IsObject()) CheckHeader(header, onlyText: kind is "list" or "product_list");
        if (footer.IsObject()) footer["text"].Required(LongestFooter);
    }

    private static void CheckHeader(Field header, bool onlyText)
    {
        header["type"].Required();
        switch (onlyText ? header["type"].Word("text") : header["type"].Word("text", "image", "video", "document"))
        {
            case "text":
                header["text"].Required(LongestHeader);
                break;
            case { } media:
                ContentReader.CheckFile(header[media].Object());
                break;
        }
    }

    private static void CheckAction(string kind, Field action)
    {
        switch (kind)
        {
            case "button":
                CheckButtons(action["buttons"].As("interactive_buttons"), "reply", 3);
                break;
            case "list":
                CheckList(action.As("interactive_list"));
                break;
            case "cta_url":
                CheckLink(action.As("interactive_link"));
                break;
            case "flow":
                CheckFlow(action.As("interactive_flow"));
                break;
            case "carousel":
                CheckCards(action["cards"].As("interactive_cards"));
                break;
            case "product":
                CheckProduct(action.As("interactive_products"));
                break;
            case "product_list":
                CheckProducts(action.As("interactive_products"));
                break;
            default:
                action["name"].Required();
                break;
        }
    }

    private static void CheckButtons(Field buttons, string type, int most)
    {
        List<Field> replies = [];
        foreach (var button in buttons.Items(1, most))
        {
            button["type"].Required();
            button["type"].Word(type);
            var reply = button[type].Object();
            reply["id"].Required(LongestButtonId);
            reply["title"].Required(LongestLabel);
            replies.Add(reply);
        }
        replies.Select(reply => reply["id"]).MustDiffer();
        replies.Select(reply => reply["title"]).MustDiffer();
    }

    private static void CheckList(Field action)
    {
        action["button"].Required(LongestLabel);
        var sections = action["sections"];
        var rows = Sections(sections).SelectMany(section => section["rows"].Items(1, MostRows)).ToList();
        if (rows.Count > MostRows) sections.Refuse($"{sections.Path} has {rows.Count} rows in total; WhatsApp takes at most {MostRows} over all sections.");
        foreach (var row in rows)
        {
            row["id"].Required(LongestRowId);
            row["title"].Required(LongestTitle);
            row["description"].Text(LongestDescription);
        }
        rows.Select(row => row["id"]).MustDiffer();
    }

    private static void CheckLink(Field action)
    {
        action["name"].Required();
        var link = action["parameters"].Object();
        link["display_text"].Required(LongestLabel);
        ContentReader.CheckLink(link["url"]);
    }

    private static void CheckFlow(Field action)
    {
        action["name"].Required();
        var flow = action["parameters"].Object();
        flow["flow_message_version"].Required();
        flow["flow_message_version"].Word("3");
        var (id, name) = (flow["flow_id"], flow["flow_name"]);
        if (id.IsThere && name.IsThere)
            name.Refuse($"{id.Path} and {name.Path} exclude each other: give one of them.");
        else
            (name.IsThere ? name : id).Required();
        flow["flow_cta"].Required(LongestCall);
    }

    private static void CheckCards(Field cards)
    {
        var all = cards.Items(2, 10);
        foreach (var card in all)
        {
            var body = card["body"];
            if (body.IsObject()) body["text"].Required(LongestCardBody);
            var header = card["header"];
            if (header.IsObject()) CheckHeader(header, onlyText: false);
            if (card["action"].Object()["buttons"] is { IsThere: true } buttons) CheckButtons(buttons, "quick_reply", 3);
            else if (card["action"]["parameters"].IsThere) CheckLink(card["action"]);
        }
    }

    private static void CheckProduct(Field action)
    {
        action["catalog_id"].Required();
        action["product_retailer_id"].Required();
    }

    private static void CheckProducts(Field action)
    {
        action["catalog_id"].Required();
        var sections = action["sections"];
        var items = Sections(sections).SelectMany(section => section["product_items"].Items(1, MostProducts)).ToList();
        if (items.Count > MostProducts) sections.Refuse($"{sections.Path} has {items.Count} products in total; WhatsApp takes at most {MostProducts} over all sections.");
        foreach (var item in items) item["product_retailer_id"].Required();
    }

    /// <summary>A single section may do without a title; where there are more, people must tell them apart.</summary>
    private static IReadOnlyList<Field> Sections(Field field)
    {
        var sections = field.Items(1, 10);
        foreach (var section in sections)
        {
            if (sections.Count > 1) section["title"].Required(LongestTitle);
            else section["title"].Text(LongestTitle);
        }
        return sections;
    }
}
