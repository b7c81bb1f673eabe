using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>The way in to Kapso: one property for each resource. Safe for concurrent use; make one and keep it.</summary>
public sealed class KapsoClient : IDisposable
{
    private readonly HttpClient http;
    private readonly bool ownsHttp;
    private readonly KapsoOptions options;
    private readonly TimeProvider time;
    private readonly ILoggerFactory? loggers;
    private readonly RequestOptions own;
    private readonly KapsoTransport transport;

    /// <summary>A client of its own, with its own connections and resilience: for scripts and tools.</summary>
    /// <exception cref="ArgumentException">The options name no key or no usable address.</exception>
    public KapsoClient(KapsoOptions options) : this(KapsoHttp.CreateClient(options), options, TimeProvider.System, null, new()) =>
        ownsHttp = true;

    /// <summary>
    /// A client over the caller's own <see cref="HttpClient"/>, which stays the caller's and brings its own time limit and
    /// resilience. The options' values are read once, here.
    /// </summary>
    /// <param name="http">What the calls go through.</param>
    /// <param name="options">Where to and with what key.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="loggers">Where a line for each call goes; nowhere by default.</param>
    /// <exception cref="ArgumentException">The options name no key or no usable address.</exception>
    public KapsoClient(HttpClient http, KapsoOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
        : this(http, options, time ?? TimeProvider.System, loggers, new())
    {
    }

    private KapsoClient(HttpClient http, KapsoOptions options, TimeProvider time, ILoggerFactory? loggers, RequestOptions own)
    {
        ArgumentNullException.ThrowIfNull(http);
        KapsoOptionsValidator.ThrowIfInvalid(options);

        (this.http, this.options, this.time, this.loggers, this.own) = (http, options.With(own), time, loggers, own);
        transport = new(http, this.options, time, loggers?.CreateLogger(KapsoTelemetry.LogCategory), own);
        Customers = new(transport);
        SetupLinks = new(transport);
        PhoneNumbers = new(transport, this.options.GraphVersion);
        Webhooks = new(transport);
        Messages = new(transport, this.options.GraphVersion);
        Conversations = new(transport);
        Contacts = new(transport);
        Media = new(transport, this.options.GraphVersion);
        Templates = new(transport, this.options.GraphVersion);
    }

    /// <summary>Customers.</summary>
    public CustomerClient Customers { get; }

    /// <summary>Setup links: the hosted page where a customer connects a number.</summary>
    public SetupLinkClient SetupLinks { get; }

    /// <summary>WhatsApp numbers and their health.</summary>
    public PhoneNumberClient PhoneNumbers { get; }

    /// <summary>Where Kapso sends events.</summary>
    public WebhookClient Webhooks { get; }

    /// <summary>Sending, and what was sent and received.</summary>
    public MessageClient Messages { get; }

    /// <summary>Conversations.</summary>
    public ConversationClient Conversations { get; }

    /// <summary>Contacts.</summary>
    public ContactClient Contacts { get; }

    /// <summary>Files that messages carry.</summary>
    public MediaClient Media { get; }

    /// <summary>Message templates.</summary>
    public TemplateClient Templates { get; }

    /// <summary>
    /// The same client, on the same connections, for calls that do something differently: <c>kapso.With(new() { Timeout =
    /// TimeSpan.FromSeconds(5) }).Messages.SendTextAsync(…)</c>. Cheap: make one for a call. Options upon options: the later ones win.
    /// </summary>
    /// <exception cref="ArgumentException">An option cannot be sent: see its message.</exception>
    public KapsoClient With(RequestOptions request)
    {
        ArgumentNullException.ThrowIfNull(request);
        KapsoOptionsValidator.ThrowIfInvalid(request);

        return new(http, options, time, loggers, request.Over(own));
    }

    // RS0026: what stands third tells them apart.
#pragma warning disable RS0026

    /// <summary>
    /// Sends what has no method here yet, with the key, repetitions, limits, telemetry and exceptions of every other call: a POST is
    /// never repeated after a lost answer.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="path">
    /// Path and query at Kapso, escaped: <c>/platform/v1/…</c> or <c>/meta/whatsapp/v24.0/…</c>. An absolute address must be Kapso's.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The path leads to another host.</exception>
    /// <exception cref="KapsoException">It failed, or was refused: one of the types that every call throws.</exception>
    public Task<KapsoResponse> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken = default) =>
        transport.SendRawAsync(RawCall.Of(options.BaseUrl, method, path), cancellationToken);

    /// <summary>The same with a JSON body, on the platform inside its wrapper: <c>{"customer":{…}}</c>.</summary>
    /// <inheritdoc cref="SendAsync(HttpMethod, string, CancellationToken)"/>
    public Task<KapsoResponse> SendAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);

        return transport.SendRawAsync(
            RawCall.Of(options.BaseUrl, method, path, RawCall.BytesOf(body)), cancellationToken);
    }

    /// <summary>The same with a JSON body, on the platform inside its wrapper: <c>{"customer":{…}}</c>.</summary>
    /// <inheritdoc cref="SendAsync(HttpMethod, string, CancellationToken)"/>
    public Task<KapsoResponse> SendAsync(HttpMethod method, string path, JsonElement body, CancellationToken cancellationToken = default) =>
        transport.SendRawAsync(
            RawCall.Of(options.BaseUrl, method, path, RawCall.BytesOf(body)), cancellationToken);

    /// <summary>The same with a body of another kind, which is disposed of, and never sent twice unless it lies in memory.</summary>
    /// <inheritdoc cref="SendAsync(HttpMethod, string, CancellationToken)"/>
    public Task<KapsoResponse> SendAsync(HttpMethod method, string path, HttpContent body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);

        return transport.SendRawAsync(
            RawCall.Of(options.BaseUrl, method, path, content: body), cancellationToken);
    }

#pragma warning restore RS0026

    /// <summary>Closes the connections of a client that has its own.</summary>
    public void Dispose()
    {
        if (ownsHttp)
            http.Dispose();
    }
}
