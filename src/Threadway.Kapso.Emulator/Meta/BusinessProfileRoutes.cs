using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Contract 13.3: what people see of a business.</summary>
internal sealed class BusinessProfileRoutes(World world, MediaStore store) : IRoutes
{
    private const int LongestAbout = 139;
    private const int LongestAddress = 256;
    private const int LongestDescription = 512;
    private const int LongestEmail = 128;
    private const int LongestWebsite = 256;
    private const int MostWebsites = 2;

    private static readonly string[] Verticals =
    [
        "ALCOHOL", "APPAREL", "AUTO", "BEAUTY", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY", "GOVT", "HOTEL", "HEALTH",
        "NONPROFIT", "ONLINE_GAMBLING", "OTC_DRUGS", "OTHER", "PHYSICAL_GAMBLING", "PROF_SERVICES", "RESTAURANT", "RETAIL", "TRAVEL",
    ];

    private static readonly string[] Names =
        ["about", "address", "description", "email", "messaging_product", "profile_picture_url", "vertical", "websites"];

    public void Map(IEndpointRouteBuilder routes)
    {
        var profile = routes.MapGroup("/meta/whatsapp/{version}/{phoneNumberId}/whatsapp_business_profile");
        profile.MapGet("", Get);
        profile.MapPost("", UpdateAsync);
    }

    private IResult Get(HttpContext http, string phoneNumberId)
    {
        var wanted = new QueryReader(http.Request).Text("fields")?.Split(',', StringSplitOptions.TrimEntries) ?? Names;
        if (Array.Find(wanted, name => !Names.Contains(name)) is { } unknown)
            throw MetaErrors.Parameter($"fields: there is no field {unknown}");

        return Answer.Json(world.Read(state =>
        {
            var json = Json(SendRoutes.FindSender(state, phoneNumberId).Profile);
            foreach (var name in json.Select(field => field.Key).Except(wanted).ToList())
                json.Remove(name);
            return new JsonObject { ["data"] = new JsonArray(json) };
        }));
    }

    /// <summary>Changes the fields that are given, once all of them are found right; an empty text takes one away.</summary>
    private async Task<IResult> UpdateAsync(HttpContext http, string phoneNumberId)
    {
        var body = await MetaBody.ReadForWhatsAppAsync(http);
        if (body.Has("profile_picture_url"))
            throw MetaErrors.Parameter("profile_picture_url is read-only; send a profile_picture_handle");

        var about = Text(body, "about", LongestAbout) is not "" and var text
            ? text
            : throw MetaErrors.Parameter($"about has 1 to {LongestAbout} characters");
        var (address, description) = (Text(body, "address", LongestAddress), Text(body, "description", LongestDescription));
        var (email, vertical, websites) = (Email(body), Vertical(body), Websites(body));
        world.Change(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            if (number.IsSandbox)
                throw MetaErrors.Sandbox("update business profile");

            var profile = number.Profile;
            profile.PictureUrl = body.Text("profile_picture_handle") is { } handle ? Picture(state, handle) : profile.PictureUrl;
            profile.About = about ?? profile.About;
            profile.Address = OrGone(address ?? profile.Address);
            profile.Description = OrGone(description ?? profile.Description);
            profile.Email = OrGone(email ?? profile.Email);
            profile.Vertical = vertical ?? profile.Vertical;
            profile.Websites = websites ?? profile.Websites;
        });
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>What was never set is left out, as Meta does.</summary>
    private static JsonObject Json(BusinessProfile profile)
    {
        var json = new JsonObject
        {
            ["about"] = profile.About,
            ["address"] = profile.Address,
            ["description"] = profile.Description,
            ["email"] = profile.Email,
            ["messaging_product"] = "whatsapp",
            ["profile_picture_url"] = profile.PictureUrl,
            ["vertical"] = profile.Vertical,
            ["websites"] = profile.Websites is { Length: > 0 } sites ? Answer.Array(sites) : null,
        };
        foreach (var name in json.Where(field => field.Value is null).Select(field => field.Key).ToList())
            json.Remove(name);
        return json;
    }

    private string Picture(WorldState state, string handle) =>
        state.Media.Find(file => file.Handle == handle) is { } file && MediaKind.OfMime(file.MimeType)?.Name == "image"
            ? store.Attachment(file).Url
            : throw MetaErrors.Parameter("profile_picture_handle is not the handle of an uploaded image");

    private static string? Text(MetaBody body, string name, int longest) => body.Text(name) switch
    {
        { Length: var length } when length > longest => throw MetaErrors.Parameter($"{name} has {length} characters, {longest} at most"),
        var text => text,
    };

    private static string? Email(MetaBody body) => Text(body, "email", LongestEmail) switch
    {
        null or "" => body.Text("email"),
        var email when MailAddress.TryCreate(email, out var parsed) && parsed.Address == email => email,
        _ => throw MetaErrors.Parameter("email is not an email address"),
    };

    private static string? Vertical(MetaBody body) => body.Text("vertical") switch
    {
        null => null,
        var vertical when Verticals.Contains(vertical) => vertical,
        _ => throw MetaErrors.Parameter($"vertical must be one of {string.Join(", ", Verticals)}"),
    };

    private static string[]? Websites(MetaBody body)
    {
        if (!body.Has("websites"))
            return null;
        if (body.Json["websites"] is not JsonArray sites || sites.Any(site => site?.GetValueKind() != JsonValueKind.String))
            throw MetaErrors.Parameter("websites must be an array of strings");
        if (sites.Count > MostWebsites)
            throw MetaErrors.Parameter($"websites has {sites.Count} entries, {MostWebsites} at most");

        string[] addresses = [.. sites.Select(site => site!.GetValue<string>())];
        return addresses.All(IsWebsite)
            ? addresses
            : throw MetaErrors.Parameter($"websites must be http or https URLs of {LongestWebsite} characters at most");
    }

    private static bool IsWebsite(string text) =>
        text.Length <= LongestWebsite && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static string? OrGone(string? text) => text is "" ? null : text;
}
