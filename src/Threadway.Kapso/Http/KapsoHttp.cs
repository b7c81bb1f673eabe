using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Threadway.Kapso.Http;

/// <summary>The chain of handlers, by hand for a plain client; <c>AddKapso</c> builds the same through the factory.</summary>
internal static class KapsoHttp
{
    public static HttpClient CreateClient(KapsoOptions options)
    {
        KapsoOptionsValidator.ThrowIfInvalid(options);

        return CreateClient(options, CreateHandler(), TimeProvider.System);
    }

    public static HttpClient CreateClient(KapsoOptions options, HttpMessageHandler primary, TimeProvider time)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>();
        Resilience.Configure(pipeline, options, time);

        var answers = new BufferedAnswers { InnerHandler = primary };
        var http = new HttpClient(new ResilienceHandler(pipeline.Build()) { InnerHandler = answers });
        Prepare(http);
        return http;
    }

    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    // Each attempt has its own limit in the pipeline; one over all of them would cut repetitions off.
    public static void Prepare(HttpClient http) => http.Timeout = Timeout.InfiniteTimeSpan;
}
