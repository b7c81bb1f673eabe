using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.Media;

/// <summary>Where files of messages may be read.</summary>
internal sealed class MediaOptions
{
    public const string Section = "Messaging";

    /// <summary>Hosts beside Kapso's own, such as that of its storage.</summary>
    public string[] MediaHosts { get; set; } = [];
}

internal sealed class MediaOptionsCheck : IValidateOptions<MediaOptions>
{
    public ValidateOptionsResult Validate(string? name, MediaOptions options) => Settings.Check(
        options.MediaHosts.Select(host => (
            Uri.CheckHostName(host) != UriHostNameType.Dns || host.Equals("localhost", StringComparison.OrdinalIgnoreCase),
            $"Messaging:MediaHosts holds '{host}': it must be a host's name alone, such as files.kapso.ai.")));
}
