using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Interactive messages of every kind that contract 12.1 names, with the limits it gives.</summary>
internal static class InteractiveContent
{
    private const int LongestBody = 1024;
    private const int LongestHeader = 60;
    private const int LongestFooter = 60;
    private const int LongestLabel = 20;
    private const int LongestTitle = 24;
    private const int MostProducts = 30;

    /// <summary>The text of its body.</summary>
    public static string Check(MetaBody interactive)
    {
        var type = interactive.Required("type");
        var action = interactive.Part("action");
        var body = interactive.PartOrNull("body")?.Required("text", LongestBody);
        interactive.PartOrNull("footer")?.Required("text", LongestFooter);
        CheckHeader(interactive, type);
        if (body is null && type is not ("product" or "carousel" or "call_permission_request" or "address_message"))
            throw MetaErrors.Missing("interactive.body");

        CheckAction(type, action, interactive);
        return body ?? "";
    }

    private static void CheckAction(string type, MetaBody action, MetaBody interactive)
    {
        switch (type)
        {
            case "button":
                CheckButtons(action);
                break;
            case "list":
                CheckList(action);
                break;
            case "cta_url":
                var link = action.Part("parameters");
                link.Required("display_text", LongestLabel);
                if (!Uri.TryCreate(link.Required("url"), UriKind.Absolute, out _))
                    throw MetaErrors.Value($"{link.At("url")} must be a URL");
                action.Required("name");
                break;
            case "flow":
                CheckFlow(action.Part("parameters"));
                action.Required("name");
                break;
            case "carousel":
                CheckCarousel(action, interactive);
                break;
            case "product":
                action.Required("catalog_id");
                action.Required("product_retailer_id");
                break;
            case "product_list":
                interactive.Part("header");
                CheckProducts(action);
                break;
            case "location_request_message" or "request_contact_info" or "address_message" or "order_details" or "order_status"
                or "catalog_message" or "call_permission_request":
                // Not against a list of names: Kapso's own lacks some that it demands (contract 16.27).
                action.Required("name");
                break;
            default:
                throw MetaErrors.Value($"interactive.type {type} is not known");
        }
    }

    private static void CheckHeader(MetaBody interactive, string type)
    {
        if (interactive.PartOrNull("header") is not { } header)
            return;

        switch (header.Required("type"))
        {
            case "text":
                header.Required("text", LongestHeader);
                break;
            case "image" or "video" or "document" when type is "list" or "product_list":
                throw MetaErrors.Value($"{header.At("type")} of a {type} must be text");
            case var media and ("image" or "video" or "document"):
                header.Part(media);
                break;
            default:
                throw MetaErrors.Value($"{header.At("type")} must be text, image, video or document");
        }
    }

    private static void CheckButtons(MetaBody action)
    {
        var replies = new List<MetaBody>();
        foreach (var button in action.Parts("buttons", 1, 3))
        {
            if (button.Required("type") != "reply")
                throw MetaErrors.Value($"{button.At("type")} must be reply");
            replies.Add(button.Part("reply"));
        }

        CheckUnique(replies.Select(reply => reply.Required("id", 256)), "button ids");
        CheckUnique(replies.Select(reply => reply.Required("title", LongestLabel)), "button titles");
    }

    private static void CheckList(MetaBody action)
    {
        action.Required("button", LongestLabel);
        var sections = CheckTitles(action.Parts("sections", 1, 10));
        var rows = sections.SelectMany(section => section.Parts("rows", 1, 10)).ToList();
        if (rows.Count > 10)
            throw MetaErrors.Value($"{action.At("sections")} has {rows.Count} rows in total, 10 at most");
        foreach (var row in rows)
        {
            row.Required("title", LongestTitle);
            row.Text("description", 72);
        }

        CheckUnique(rows.Select(row => row.Required("id", 200)), "row ids");
    }

    private static void CheckFlow(MetaBody flow)
    {
        if (flow.Required("flow_message_version") != "3")
            throw MetaErrors.Value($"{flow.At("flow_message_version")} must be 3");
        if (flow.Has("flow_id") == flow.Has("flow_name"))
            throw MetaErrors.Value($"{flow.At("flow_id")} or {flow.At("flow_name")} is required, not both");
        flow.Required("flow_cta", 30);
    }

    private static void CheckCarousel(MetaBody action, MetaBody interactive)
    {
        if (interactive.Has("header") || interactive.Has("footer"))
            throw MetaErrors.Value("A carousel has no header and no footer");
        action.Parts("cards", 2, 10);
    }

    private static void CheckProducts(MetaBody action)
    {
        action.Required("catalog_id");
        var sections = CheckTitles(action.Parts("sections", 1, 10));
        var items = sections.SelectMany(section => section.Parts("product_items", 1, MostProducts)).ToList();
        if (items.Count > MostProducts)
            throw MetaErrors.Value($"{action.At("sections")} has {items.Count} products in total, {MostProducts} at most");
        items.ForEach(item => item.Required("product_retailer_id"));
    }

    /// <summary>A single section may do without.</summary>
    private static IReadOnlyList<MetaBody> CheckTitles(IReadOnlyList<MetaBody> sections)
    {
        foreach (var section in sections)
        {
            if (sections.Count > 1)
                section.Required("title", LongestTitle);
            else
                section.Text("title", LongestTitle);
        }

        return sections;
    }

    private static void CheckUnique(IEnumerable<string> values, string what)
    {
        if (values.CountBy(value => value).Any(pair => pair.Value > 1))
            throw MetaErrors.Value($"{what} must differ from each other");
    }
}
