namespace Threadway.Web.Hosting;

/// <summary>The app cannot start as it is configured; the message is one line that names the setting and what to do.</summary>
internal sealed class StartupException(string message) : Exception(message);
