using Microsoft.Extensions.Options;

namespace Threadway.Web.Hosting;

/// <summary>The app cannot start as it is configured; the message is one line that names the setting and what to do.</summary>
internal sealed class StartupException(string message) : Exception(message)
{
    /// <summary>The line for the operator, or null where it is no matter of settings and the stack tells more.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartupException => exception.Message,
        OptionsValidationException invalid => invalid.Failures.First(),
        AggregateException { InnerExceptions: [OptionsValidationException first, ..] } => first.Failures.First(),
        // A value that its type cannot hold: the binder's own sentence names the setting.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => exception.Message,
        IOException when exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException => $"{exception.Message} Stop what listens there, or set ASPNETCORE_URLS to another address.",
        _ => null,
    };
}
