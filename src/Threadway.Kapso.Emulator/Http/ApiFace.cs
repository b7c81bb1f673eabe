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
    public static ApiFace Face(this HttpRequest request) => request.Path switch
    {
        var path when path.StartsWithSegments("/platform") => ApiFace.Platform,
        var path when path.StartsWithSegments("/meta") => ApiFace.Meta,
        _ => ApiFace.None,
    };
}
