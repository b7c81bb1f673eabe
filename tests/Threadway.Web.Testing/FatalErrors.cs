using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Threadway.Web.Testing;

/// <summary>A silo that is done for ends its process; here that would be the tests', so it is written down.</summary>
internal sealed partial class FatalErrors(ILogger<FatalErrors> logger) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) => Log.DoneFor(logger, context, exception);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The silo is done for: {Context}")]
        public static partial void DoneFor(ILogger logger, string? context, Exception? exception);
    }
}
