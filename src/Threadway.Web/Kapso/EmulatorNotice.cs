using Microsoft.Extensions.Options;
using Threadway.Kapso;

namespace Threadway.Web.Kapso;

/// <summary>Whether the emulator stands in for Kapso, and where its phones are: every page says so then.</summary>
internal sealed partial class EmulatorNotice(IOptions<KapsoOptions> options, ILogger<EmulatorNotice> logger)
{
    /// <summary>Kapso itself is never on this machine.</summary>
    public bool Active => options.Value.BaseUrl.IsLoopback;

    public void Announce()
    {
        if (Active) Log.StandsIn(logger, options.Value.BaseUrl);
    }

    public Uri? PhonesPage => Active ? new(options.Value.BaseUrl, "/phones") : null;

    /// <summary>The screen of one phone, where the messages to it show.</summary>
    public Uri? PhonePage(string e164) => Active ? new(options.Value.BaseUrl, $"/phones/{Uri.EscapeDataString(e164)}") : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The Kapso emulator stands in for Kapso at {Address}: nothing reaches WhatsApp")]
        public static partial void StandsIn(ILogger logger, Uri address);
    }
}
