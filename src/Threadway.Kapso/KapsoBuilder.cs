using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Threadway.Kapso;

/// <summary>What <c>AddKapso</c> returns: the client's options, and the builder of its <see cref="HttpClient"/>.</summary>
public sealed class KapsoBuilder : IHttpClientBuilder
{
    private readonly IHttpClientBuilder http;

    internal KapsoBuilder(IHttpClientBuilder http, OptionsBuilder<KapsoOptions> options) => (this.http, Options) = (http, options);

    /// <summary>The options of this client, which are checked at start.</summary>
    public OptionsBuilder<KapsoOptions> Options { get; }

    /// <summary>The name of the <see cref="HttpClient"/>.</summary>
    public string Name => http.Name;

    /// <summary>The container's registrations.</summary>
    public IServiceCollection Services => http.Services;

    /// <summary>
    /// Takes the options from a section of the application's configuration: <c>AddKapso().BindConfiguration("Kapso")</c> reads
    /// <c>Kapso:ApiKey</c>, which the environment gives as <c>Kapso__ApiKey</c>. The generated binder reads it, so it is ready for
    /// trimming and AOT. The values are read once, when the client is made.
    /// </summary>
    public KapsoBuilder BindConfiguration(string section)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);

        Options.BindConfiguration(section);
        Services.AddSingleton(new KapsoSection(Options.Name, section));
        return this;
    }

    /// <summary>Takes the options from a section that the caller found.</summary>
    public KapsoBuilder Bind(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);

        Options.Bind(section);
        if (section is IConfigurationSection { Path: { Length: > 0 } path })
            Services.AddSingleton(new KapsoSection(Options.Name, path));
        return this;
    }

    /// <summary>Sets options in code; what is called later wins.</summary>
    public KapsoBuilder Configure(Action<KapsoOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        Options.Configure(configure);
        return this;
    }
}

/// <summary>Where the options of a name are bound to, so that what is missing can be named as it has to be set.</summary>
internal sealed record KapsoSection(string OptionsName, string Path);
