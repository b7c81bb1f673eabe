namespace Threadway.Kapso.Emulator.Http;

/// <summary>Which of Kapso's APIs a request is for.</summary>
internal enum ApiFace
{
    None,
    Platform,
    Meta,
}

internal static class ApiFaces
{
    /// <summary>Where a file's address leads: its token is the key, and it costs nothing of the budget.</summary>
    public const string MediaDownload = "/meta/whatsapp/media_download";

    public static ApiFace Face(this HttpRequest request) => request.Path switch
    {
        var path when path.StartsWithSegments("/platform") => ApiFace.Platform,
        var path when path.StartsWithSegments("/meta") => ApiFace.Meta,
        _ => ApiFace.None,
    };
}
