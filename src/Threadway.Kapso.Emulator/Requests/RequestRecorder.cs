using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Requests;

/// <summary>Stands before everything else and notes each request to both APIs, with its answer.</summary>
internal sealed class RequestRecorder(RequestLog log, EmulatorClock clock)
{
    public Task InvokeAsync(HttpContext http, RequestDelegate next) =>
        http.Request.Face() == ApiFace.None ? next(http) : RecordAsync(http, next);

    private async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        var (at, started, request, response) = (clock.GetUtcNow(), Stopwatch.GetTimestamp(), http.Request, http.Response);
        var address = request.PathBase + request.Path + request.QueryString;
        var connection = new CutNotice(http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>());
        http.Features.Set<IHttpRequestLifetimeFeature>(connection);
        var keep = log.TakeBodies();
        var sent = keep && IsText(request.ContentType) ? new BodyTee(request.Body, () => true) : null;
        var answered = keep ? new BodyTee(response.Body, () => IsText(response.ContentType)) : null;
        if (sent is not null)
            request.Body = sent;
        if (answered is not null)
            response.Body = answered;

        try
        {
            await next(http);
        }
        finally
        {
            log.Add(id => new RequestEntry
            {
                Id = id,
                At = at,
                Method = request.Method,
                Address = address,
                Status = connection.WasCut ? null : response.StatusCode,
                Duration = Stopwatch.GetElapsedTime(started),
                Sent = Kept(sent, request.ContentType, request.ContentLength),
                Answered = Kept(answered, response.ContentType, response.ContentLength),
            });
        }
    }

    private static KeptBody? Kept(BodyTee? tee, string? contentType, long? announced) => (tee?.Length ?? announced ?? 0) switch
    {
        0 => null,
        var length => new KeptBody(contentType, length, tee?.Prefix),
    };

    private static bool IsText(string? contentType) => contentType is not null
        && (contentType.Contains("json", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase));
}
