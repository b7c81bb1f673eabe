using System.Net.Sockets;
using Polly;
using Polly.Timeout;

namespace Threadway.Kapso.Http;

/// <summary>Why no answer came: a sentence's end for people, and one of few words for listeners.</summary>
internal readonly record struct Cause(string Words, string Name)
{
    public static Cause Of(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new("its name was not found (DNS)", "name_resolution_error"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new("no secure connection came about (TLS)", "secure_connection_error"),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new("the proxy let nothing through", "proxy_tunnel_error"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new("it was too long", "configuration_limit_exceeded"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } => new(
            socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "the connection was refused",
                SocketError.TimedOut => "connecting timed out",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its name was not found (DNS)",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to it from here",
                _ => "no connection came about",
            },
            "connection_error"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new("no connection came about", "connection_error"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or IOException => new("the connection was cut", "response_ended"),
        HttpRequestException => new("the connection failed", "unknown_error"),
        TimeoutRejectedException or OperationCanceledException => new("time ran out", "timeout"),
        ExecutionRejectedException => new("a circuit breaker or limiter of this program let nothing through", "rejected"),
        _ => new("the connection failed", failure.GetType().FullName ?? failure.GetType().Name),
    };
}
