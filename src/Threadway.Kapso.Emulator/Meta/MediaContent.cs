using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Images, videos, documents, audio and stickers, by link. Links are not followed: nothing leaves this machine.</summary>
internal static class MediaContent
{
    private const int LongestCaption = 1024;

    public static RenderedMessage Render(string type, MetaBody content)
    {
        if (content.Has("id") == content.Has("link"))
            throw content.Has("id") ? MetaErrors.Parameter($"{type} takes id or link, not both") : MetaErrors.Missing($"{type}.id or {type}.link");
        if (type is "audio" or "sticker" && content.Has("caption"))
            throw MetaErrors.Parameter($"{type} takes no caption");

        var caption = content.Text("caption", LongestCaption);
        var fileName = type == "document" ? content.Text("filename") : null;
        if (type == "audio")
            content.Flag("voice");
        var link = content.Text("link") ?? throw UnknownId(type);
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw MetaErrors.Value($"{type}.link must be an http or https URL");

        return new RenderedMessage(caption ?? "") { Media = new MessageMedia(link, fileName ?? Path.GetFileName(uri.LocalPath), null, null) };
    }

    private static Http.Refusal UnknownId(string type) =>
        MetaErrors.Parameter($"Param {type}.id is not a valid whatsapp business account media attachment ID");
}
