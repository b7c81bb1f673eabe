using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests;

public sealed class AddKapsoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_client_sends_and_repeats()
    {
        var kapso = new ScriptedKapso().RefusesConnection().AnswersPayload("api/customer");
        var time = new FakeTimeProvider();
        await using var provider = Services(kapso, time).BuildServiceProvider();

        var call = provider.GetRequiredService<KapsoClient>().Customers.GetAsync("c1", Token);
        time.Advance(TimeSpan.FromSeconds(5));
        var customer = await call;

        Assert.Equal("Panadería Sol", customer.Name);
        Assert.Equal(2, kapso.Requests.Count);
        Assert.All(kapso.Requests, request => Assert.Equal("test-key", request.Headers["X-API-Key"]));
    }

    [Fact]
    public void There_is_one_client()
    {
        using var provider = Services(new ScriptedKapso(), TimeProvider.System).BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<KapsoClient>(), provider.GetRequiredService<KapsoClient>());
    }

    [Fact]
    public void A_caller_may_bind_the_options_itself()
    {
        var services = new ServiceCollection();
        services.Configure<KapsoOptions>(options => options.ApiKey = "bound");
        services.AddKapso();
        using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<KapsoClient>());
    }

    [Fact]
    public void A_missing_key_stops_the_start_and_names_the_option()
    {
        var services = new ServiceCollection();
        services.AddKapso(_ => { });
        using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("KapsoOptions.ApiKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AddKapso().BindConfiguration(\"Kapso\")", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_come_from_a_section_of_the_configuration_by_its_name()
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(Configuration(
            ("Kapso:ApiKey", "bound"), ("Kapso:BaseUrl", "http://localhost:4300"), ("Kapso:Timeout", "00:00:07"), ("Kapso:MaxRetries", "1"),
            ("Kapso:ResilienceEnabled", "false"), ("Kapso:GraphVersion", "v25.0")));
        services.AddKapso().BindConfiguration("Kapso");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<KapsoOptions>>().Value;

        Assert.NotNull(provider.GetRequiredService<KapsoClient>());
        Assert.Equal(
            ("bound", new Uri("http://localhost:4300"), TimeSpan.FromSeconds(7), 1, false, "v25.0"),
            (options.ApiKey, options.BaseUrl, options.Timeout, options.MaxRetries, options.ResilienceEnabled, options.GraphVersion));
    }

    [Fact]
    public void Options_come_from_a_section_that_is_handed_in_and_by_name()
    {
        var configuration = Configuration(("One:ApiKey", "one"), ("Two:ApiKey", "two"), ("Three:ApiKey", "three"));
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddKapso(configuration.GetSection("One"));
        services.AddKapso("two", configuration.GetSection("Two"));
        services.AddKapso("three").BindConfiguration("Three");
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<KapsoOptions>>();

        Assert.Equal(("one", "two", "three"), (options.Get("").ApiKey, options.Get("two").ApiKey, options.Get("three").ApiKey));
    }

    [Fact]
    public async Task What_it_returns_is_the_builder_of_the_http_client_too_and_what_is_set_later_wins()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer");
        var services = new ServiceCollection().AddSingleton<IConfiguration>(Configuration(("Kapso:ApiKey", "bound")));
        services
            .AddKapso()
            .BindConfiguration("Kapso")
            .Configure(options => options.BaseUrl = ScriptedKapso.Origin)
            .ConfigurePrimaryHttpMessageHandler(() => kapso);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<KapsoClient>().Customers.GetAsync("c1", Token);

        Assert.Equal(("bound", ScriptedKapso.Origin.Host), (kapso.Request.Headers["X-API-Key"], Assert.Single(kapso.Hosts)));
    }

    [Fact]
    public void What_a_section_lacks_is_named_as_it_has_to_be_set()
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(Configuration(("Shop:Kapso:BaseUrl", "http://localhost:4300/x")));
        services.AddKapso().BindConfiguration("Shop:Kapso");
        using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(
            "KapsoOptions.ApiKey is required: the API key of the Kapso project. "
            + "Set Shop:Kapso:ApiKey in the configuration, for example as the environment variable Shop__Kapso__ApiKey.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("Set Shop:Kapso:BaseUrl in the configuration", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<KapsoOptions>> Mistakes => new()
    {
        { "ApiKey", options => options.ApiKey = "" },
        { "ApiKey", options => options.ApiKey = null! },
        { "ApiKey", options => options.ApiKey = "key\n" },
        { "BaseUrl", options => options.BaseUrl = null! },
        { "BaseUrl", options => options.BaseUrl = new("/platform", UriKind.Relative) },
        { "BaseUrl", options => options.BaseUrl = new("ftp://api.kapso.ai") },
        { "BaseUrl", options => options.BaseUrl = new("https://api.kapso.ai/platform/v1") },
        { "BaseUrl", options => options.BaseUrl = new("https://api.kapso.ai?x=1") },
        { "BaseUrl", options => options.BaseUrl = new("https://user:pass@api.kapso.ai") },
        { "GraphVersion", options => options.GraphVersion = "24" },
        { "GraphVersion", options => options.GraphVersion = "v24.0/.." },
        { "Timeout", options => options.Timeout = TimeSpan.Zero },
        { "MaxRetries", options => options.MaxRetries = -1 },
        { "MaxRetryDelay", options => options.MaxRetryDelay = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_the_options_is_named_when_the_client_is_made(string option, Action<KapsoOptions> mistake)
    {
        var options = ScriptedKapso.Options();
        mistake(options);

        var failure = Assert.Throws<ArgumentException>(() => new KapsoClient(options));

        Assert.StartsWith($"KapsoOptions.{option} ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("user:pass", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.kapso.ai")]
    [InlineData("https://api.kapso.ai/")]
    [InlineData("http://localhost:4300")]
    public void An_origin_is_taken_with_or_without_a_slash(string url)
    {
        var options = ScriptedKapso.Options();
        options.BaseUrl = new(url);

        using var client = new KapsoClient(options);

        Assert.NotNull(client.Customers);
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build();

    private static IServiceCollection Services(HttpMessageHandler kapso, TimeProvider time)
    {
        var services = new ServiceCollection().AddSingleton(time);
        services
            .AddKapso(options =>
            {
                options.ApiKey = "test-key";
                options.BaseUrl = ScriptedKapso.Origin;
            })
            .ConfigurePrimaryHttpMessageHandler(() => kapso);
        return services;
    }
}
