using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Contract 13.1: upload, look up, download and delete.</summary>
internal sealed class MediaRoutes(World world, EmulatorClock clock, MediaStore store) : IRoutes
{
    private static readonly TimeSpan UrlLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DownloadUrlLife = TimeSpan.FromMinutes(4);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/meta/whatsapp/{version}/{phoneNumberId}/media", UploadAsync);
        routes.MapGet("/meta/whatsapp/{version}/{mediaId}", Get);
        routes.MapDelete("/meta/whatsapp/{version}/{mediaId}", Delete);
        routes.MapGet(ApiFaces.MediaDownload, Download);
    }

    private async Task<IResult> UploadAsync(HttpContext http, string phoneNumberId)
    {
        if (!http.Request.HasFormContentType)
            throw MetaErrors.Parameter("The body must be multipart/form-data");

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MediaKind.LargestUpload;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["messaging_product"] != "whatsapp")
            throw MetaErrors.Parameter("messaging_product must be whatsapp");
        if (form.Files["file"] is not { } part)
            throw MetaErrors.Parameter("file is required");

        var bytes = await MediaStore.ReadAsync(part, http.RequestAborted);
        var id = world.Change(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            return store.Keep(state, number.Id, part.ContentType ?? "application/octet-stream", part.FileName, bytes).Id;
        });
        return Answer.Json(new JsonObject { ["id"] = id });
    }

    private IResult Get(HttpContext http, string mediaId) => Answer.Json(world.Change(state =>
    {
        var file = Find(state, http, mediaId);
        return new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["id"] = file.Id,
            ["url"] = store.TemporaryLink(file, UrlLife),
            ["mime_type"] = file.MimeType,
            ["sha256"] = file.Sha256,
            ["file_size"] = file.Bytes.Length.ToString(CultureInfo.InvariantCulture),
            ["download_url"] = store.TemporaryLink(file, DownloadUrlLife),
            ["download_url_expires_at"] = Answer.Time(clock.GetUtcNow() + DownloadUrlLife),
        };
    }));

    private IResult Delete(HttpContext http, string mediaId)
    {
        world.Change(state => state.Media.Remove(Find(state, http, mediaId)));
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>The token is the key; what the file's own type would make a browser do is kept from it.</summary>
    private IResult Download(HttpContext http)
    {
        var token = new QueryReader(http.Request).Text("token") ?? throw Refusal.Malformed("token is required");
        var file = world.Read(state => store.ByToken(state, token)) ?? throw Refusal.NotFound("Media");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(file.Bytes, file.MimeType, enableRangeProcessing: true);
    }

    private MediaFile Find(WorldState state, HttpContext http, string mediaId)
    {
        if (state.NumberById(mediaId) is not null)
            throw Refusal.NotEmulated(http.Request, "reading a number on the proxy");

        var number = new QueryReader(http.Request).Text("phone_number_id") ?? throw MetaErrors.Parameter("phone_number_id is required");
        SendRoutes.FindSender(state, number);
        return store.Find(state, mediaId) is { } file && file.PhoneNumberId == number ? file : throw MetaErrors.UnknownObject("Media");
    }
}
