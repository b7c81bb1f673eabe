using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 13.1: Kapso fetches a file and uploads it, as media to send or as a handle for a profile picture.</summary>
internal sealed class MediaIngestRoutes(World world, MediaStore store, SourceFetcher fetcher) : IRoutes
{
    private const string PhoneNumberId = "phone_number_id";
    private const string Source = "source";
    private const string Delivery = "delivery";
    private const string FileName = "filename";
    private const string MimeType = "mime_type";
    private const string MetaMedia = "meta_media";
    private const string ResumableAsset = "meta_resumable_asset";

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/platform/v1/whatsapp/media", (Delegate)IngestAsync);

    private async Task<IResult> IngestAsync(HttpContext http)
    {
        var fields = await Fields.ReadAsync(http, "media_ingest", PhoneNumberId, Source, Delivery, FileName, MimeType);
        var (numberId, address) = (fields.Required(PhoneNumberId), fields.Required(Source));
        var delivery = fields.OneOf(Delivery, MetaMedia, ResumableAsset) ?? MetaMedia;
        var (givenName, givenType) = (fields.Text(FileName), fields.Text(MimeType));
        if (!Uri.TryCreate(address, UriKind.Absolute, out var source))
            throw Refusal.Malformed($"{Source} must be a valid URL");
        if (world.Read(state => PhoneNumberRoutes.Find(state, numberId).IsSandbox))
            throw Refusal.Plain(StatusCodes.Status403Forbidden, "Sandbox WhatsApp configurations cannot upload media");

        var fetched = await fetcher.FetchAsync(source, http.RequestAborted);
        var mimeType = givenType ?? fetched.MimeType ?? "application/octet-stream";
        Check(fetched.Bytes, mimeType);
        var name = givenName ?? (fetched.FileName.Length > 0 ? fetched.FileName : "file");
        var handle = delivery == ResumableAsset ? $"h:{Ids.Token()}" : null;
        var file = world.Change(state =>
            store.Keep(state, PhoneNumberRoutes.Find(state, numberId).Id, mimeType, name, fetched.Bytes, handle));
        return Answer.Data(new JsonObject
        {
            ["ingest_id"] = Ids.Uuid(),
            ["target"] = handle is null
                ? new JsonObject { ["kind"] = delivery, ["media_id"] = file.Id }
                : new JsonObject { ["kind"] = delivery, ["handle"] = handle },
            ["resource"] = new JsonObject
            {
                [FileName] = file.FileName,
                [MimeType] = MediaKind.Plain(file.MimeType),
                ["size_bytes"] = file.Bytes.Length,
                ["sha256"] = file.Sha256,
                ["source_url"] = address,
            },
        });
    }

    private static void Check(byte[] bytes, string mimeType)
    {
        var plain = MediaKind.Plain(mimeType);
        var kind = MediaKind.OfMime(mimeType) ?? throw Refusal.Malformed($"Invalid MIME type: {MimeType} {plain} is not supported by Meta");
        if (bytes.Length == 0)
            throw Refusal.Unprocessable($"{Source} is an empty file");
        if (bytes.Length > kind.LargestFor(bytes))
        {
            throw Refusal.Plain(
                StatusCodes.Status413PayloadTooLarge,
                $"File size {bytes.Length} bytes exceeds limit of {kind.LargestFor(bytes)} bytes for {plain}");
        }
    }
}
