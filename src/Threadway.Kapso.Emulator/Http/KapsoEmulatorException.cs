using System.Net;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// The emulator does not do what it was asked, because of how things stand in it: something is not there, or it cannot be
/// done now. The message says what and names what was meant. A wrong argument is an <see cref="ArgumentException"/> instead.
/// </summary>
public class KapsoEmulatorException : Exception
{
    internal KapsoEmulatorException(HttpStatusCode statusCode, string message)
        : base(message) => StatusCode = statusCode;

    /// <summary>What the same call answers over HTTP: 404 for what is not there, 409 and 422 for what cannot be done.</summary>
    public HttpStatusCode StatusCode { get; }
}
