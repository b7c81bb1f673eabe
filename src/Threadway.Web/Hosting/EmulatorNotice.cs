using Microsoft.Extensions.Options;
using Threadway.Kapso;

namespace Threadway.Web.Hosting;

/// <summary>Whether the emulator stands in for Kapso, and where its phones are: every page says so then.</summary>
internal sealed class EmulatorNotice(IOptions<KapsoOptions> options)
{
    /// <summary>Kapso itself is never on this machine.</summary>
    public bool Active => options.Value.BaseUrl.IsLoopback;

    public Uri? PhonesPage => Active ? new(options.Value.BaseUrl, "/phones") : null;

    /// <summary>The screen of one phone, where the messages to it show.</summary>
    public Uri? PhonePage(string e164) => Active ? new(options.Value.BaseUrl, $"/phones/{Uri.EscapeDataString(e164)}") : null;
}
