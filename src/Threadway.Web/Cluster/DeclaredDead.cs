using Orleans.Runtime;

namespace Threadway.Web.Cluster;

/// <summary>
/// The others took this node for dead, or its silo broke: what it held may be somebody else's by now, so it ends at once, without
/// finishing anything, and its supervisor starts it again.
/// </summary>
internal sealed partial class DeclaredDead(ILogger<DeclaredDead> logger) : IFatalErrorHandler
{
    /// <summary>As <c>EX_TEMPFAIL</c>: the same again may well succeed.</summary>
    public const int ExitCode = 75;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        Log.Ends(logger, ExitCode, exception);
        Environment.Exit(ExitCode);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The other nodes took this one for dead, or its silo broke: it ends at once with exit code {ExitCode} and is to be started again")]
        public static partial void Ends(ILogger logger, int exitCode, Exception? exception);
    }
}
