using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Images, videos, documents, audio and stickers. Links are not followed: nothing leaves this machine.</summary>
internal sealed class MediaContent(MediaStore store)
{
    private const int LongestCaption = 1024;

    public RenderedMessage Render(WorldState state, string type, MetaBody content)
    {
        if (type is "audio" or "sticker" && content.Has("caption"))
            throw MetaErrors.Parameter($"{type} takes no caption");

        var caption = content.Text("caption", LongestCaption) ?? "";
        var fileName = type == "document" ? content.Text("filename") : null;
        var voice = type == "audio" && content.Flag("voice");
        return new RenderedMessage(caption) { Media = Attachment(state, type, content, fileName, voice) };
    }

    /// <summary>The file behind <c>id</c> or <c>link</c>, also of headers.</summary>
    public MessageMedia Attachment(WorldState state, string type, MetaBody content, string? fileName = null, bool voice = false)
    {
        if (content.Has("id") == content.Has("link"))
        {
            throw content.Has("id")
                ? MetaErrors.Parameter($"{content.At("id")} and {content.At("link")} exclude each other")
                : MetaErrors.Missing($"{content.At("id")} or {content.At("link")}");
        }

        return content.Text("link") is { } link ? Linked(content, link, fileName) : Uploaded(state, type, content, fileName, voice);
    }

    private MessageMedia Uploaded(WorldState state, string type, MetaBody content, string? fileName, bool voice)
    {
        var file = store.Find(state, content.Required("id"))
            ?? throw MetaErrors.Parameter($"Param {content.At("id")} is not a valid whatsapp business account media attachment ID");
        var kind = Array.Find(MediaKind.All, one => one.Name == type)!;
        if (!kind.Takes(file.MimeType))
            throw MetaErrors.Upload($"A file of type {MediaKind.Plain(file.MimeType)} cannot be sent as {type}");
        if (voice && MediaKind.Plain(file.MimeType) != "audio/ogg")
            throw MetaErrors.Upload("A voice message is audio/ogg with the opus codec");
        return store.Attachment(file, fileName);
    }

    private static MessageMedia Linked(MetaBody content, string link, string? fileName) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new MessageMedia(link, fileName ?? Path.GetFileName(uri.LocalPath), null, null)
            : throw MetaErrors.Value($"{content.At("link")} must be an http or https URL");
}
