using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>The way in to Kapso: one property for each resource. Safe for concurrent use; make one and keep it.</summary>
public sealed class KapsoClient : IDisposable
{
    private readonly HttpClient http;
    private readonly bool ownsHttp;

    /// <summary>A client of its own, with its own connections and resilience: for scripts and tools.</summary>
    /// <exception cref="ArgumentException">The options name no key or no usable address.</exception>
    public KapsoClient(KapsoOptions options) : this(KapsoHttp.CreateClient(options), options, time: null) => ownsHttp = true;

    /// <summary>
    /// A client over the caller's own <see cref="HttpClient"/>, which stays the caller's and brings its own time limit and
    /// resilience. The options' values are read once, here.
    /// </summary>
    /// <exception cref="ArgumentException">The options name no key or no usable address.</exception>
    public KapsoClient(HttpClient http, KapsoOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        KapsoOptionsValidator.ThrowIfInvalid(options);

        this.http = http;
        var transport = new KapsoTransport(http, options, time ?? TimeProvider.System);
        Customers = new(transport);
        SetupLinks = new(transport);
        PhoneNumbers = new(transport, options.GraphVersion);
        Webhooks = new(transport);
        Messages = new(transport, options.GraphVersion);
        Conversations = new(transport);
        Contacts = new(transport);
        Media = new(transport, options.GraphVersion);
        Templates = new(transport, options.GraphVersion);
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

    /// <summary>Closes the connections of a client that has its own.</summary>
    public void Dispose()
    {
        if (ownsHttp)
            http.Dispose();
    }
}
