using System.Net.Http.Headers;

namespace Threadway.Kapso;

/// <summary>What WhatsApp takes, by the ending of a file's name (Meta: supported media types).</summary>
internal static class MediaTypes
{
    private const string Unsaid = "application/octet-stream";

    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".aac"] = "audio/aac",
        [".amr"] = "audio/amr",
        [".mp3"] = "audio/mpeg",
        [".m4a"] = "audio/mp4",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".txt"] = "text/plain",
        [".csv"] = "text/plain",
        [".pdf"] = "application/pdf",
        [".doc"] = "application/msword",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xls"] = "application/vnd.ms-excel",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".ppt"] = "application/vnd.ms-powerpoint",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".mp4"] = "video/mp4",
        [".3gp"] = "video/3gpp",
    };

    /// <summary>The type that was given; the name's, where none was or one that says nothing.</summary>
    /// <exception cref="ArgumentException">Neither says what the file is.</exception>
    public static MediaTypeHeaderValue Of(string? contentType, string fileName)
    {
        if (contentType is not null)
        {
            // A line break inside of a quoted parameter is lawful in an old header's folding, and the next header in ours.
            if (contentType.Any(char.IsControl) || !MediaTypeHeaderValue.TryParse(contentType, out var given) || given.MediaType is null)
                throw new ArgumentException("This is no content type.", nameof(contentType));
            if (!given.MediaType.Equals(Unsaid, StringComparison.OrdinalIgnoreCase))
                return given;
        }

        return ByEnding.TryGetValue(Path.GetExtension(UploadForm.WireName(fileName)), out var type)
            ? new(type)
            : throw new ArgumentException($"Meta goes by the content type and refuses {Unsaid}: say what the file is.", nameof(contentType));
    }
}
