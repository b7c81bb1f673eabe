using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests;

public sealed class NamedClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_name_has_its_own_host_key_and_settings()
    {
        var (bakery, florist, own) = (new ScriptedKapso(), new ScriptedKapso(), new ScriptedKapso());
        var services = new ServiceCollection();
        Add(services, "bakery", bakery.AnswersPayload("api/customer"));
        Add(services, "florist", florist.AnswersPayload("api/customer"));
        services.AddKapso(options => options.ApiKey = "own-key").ConfigurePrimaryHttpMessageHandler(() => own.AnswersPayload("api/customer"));
        services.AddSingleton<Shops>();
        await using var provider = services.BuildServiceProvider();

        var shops = provider.GetRequiredService<Shops>();
        await shops.Bakery.Customers.GetAsync("c1", Token);
        await shops.Florist.Customers.GetAsync("c1", Token);
        await shops.Own.Customers.GetAsync("c1", Token);

        Assert.Equal(
            ["bakery-key", "florist-key", "own-key"],
            new[] { bakery, florist, own }.Select(kapso => kapso.Request.Headers["X-API-Key"]));
        Assert.Equal(
            ["bakery.example", "florist.example", "api.kapso.ai"],
            new[] { bakery, florist, own }.Select(kapso => kapso.Hosts.Single()));
        Assert.Same(shops.Bakery, provider.GetRequiredKeyedService<KapsoClient>("bakery"));
    }

    [Fact]
    public async Task Each_name_repeats_by_its_own_budget()
    {
        var (bakery, florist) = (new ScriptedKapso(), new ScriptedKapso());
        var services = new ServiceCollection();
        Add(services, "bakery", bakery.RefusesConnection(), options => options.MaxRetries = 0);
        Add(services, "florist", florist.RefusesConnection().AnswersPayload("api/customer"), options => options.MaxRetryDelay = TimeSpan.Zero);
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<KapsoException>(
            () => provider.GetRequiredKeyedService<KapsoClient>("bakery").Customers.GetAsync("c1", Token));
        await provider.GetRequiredKeyedService<KapsoClient>("florist").Customers.GetAsync("c1", Token);

        Assert.Equal((1, 2), (bakery.Requests.Count, florist.Requests.Count));
    }

    [Fact]
    public async Task A_circuit_that_one_name_opens_leaves_the_other_alone()
    {
        var (bakery, florist) = (new ScriptedKapso(), new ScriptedKapso());
        var services = new ServiceCollection();
        WithCircuit(Add(services, "bakery", bakery.RefusesConnection().RefusesConnection(), options => options.MaxRetries = 0));
        WithCircuit(Add(services, "florist", florist.AnswersPayload("api/customer"), options => options.MaxRetries = 0));
        await using var provider = services.BuildServiceProvider();
        var broken = provider.GetRequiredKeyedService<KapsoClient>("bakery");

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<KapsoException>(() => broken.Customers.GetAsync("c1", Token));
        var open = await Assert.ThrowsAsync<KapsoException>(() => broken.Customers.GetAsync("c1", Token));
        var customer = await provider.GetRequiredKeyedService<KapsoClient>("florist").Customers.GetAsync("c1", Token);

        Assert.IsType<BrokenCircuitException>(open.InnerException);
        Assert.Equal(2, bakery.Requests.Count);
        Assert.Equal("Panadería Sol", customer.Name);
    }

    [Fact]
    public void A_mistake_in_the_options_names_the_client_at_start()
    {
        var services = new ServiceCollection();
        services.AddKapso("bakery", options => options.ApiKey = "key");
        services.AddKapso("florist", _ => { });
        using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("KapsoOptions.ApiKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(client \"florist\")", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bakery", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_may_bind_the_options_of_a_name_itself()
    {
        var services = new ServiceCollection();
        services.Configure<KapsoOptions>("bakery", options => options.ApiKey = "bound");
        services.AddKapso("bakery");
        using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredKeyedService<KapsoClient>("bakery"));
        Assert.Null(provider.GetService<KapsoClient>());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_name_is_not_empty(string name)
    {
        Assert.Throws<ArgumentException>(nameof(name), () => new ServiceCollection().AddKapso(name));
    }

    private static IHttpClientBuilder Add(
        IServiceCollection services, string name, HttpMessageHandler kapso, Action<KapsoOptions>? configure = null) =>
        services
            .AddKapso(name, options =>
            {
                options.ApiKey = $"{name}-key";
                options.BaseUrl = new($"https://{name}.example");
                configure?.Invoke(options);
            })
            .ConfigurePrimaryHttpMessageHandler(() => kapso);

    private static void WithCircuit(IHttpClientBuilder builder) =>
        builder.AddResilienceHandler("circuit", pipeline => pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            MinimumThroughput = 2,
            FailureRatio = 0.5,
        }));

    private sealed class Shops(
        KapsoClient own,
        [FromKeyedServices("bakery")] KapsoClient bakery,
        [FromKeyedServices("florist")] KapsoClient florist)
    {
        public KapsoClient Own => own;

        public KapsoClient Bakery => bakery;

        public KapsoClient Florist => florist;
    }
}
