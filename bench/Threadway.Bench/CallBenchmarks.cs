using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Extensions.DependencyInjection;
using Refit;
using Threadway.Kapso;

namespace Threadway.Bench;

/// <summary>One send and one list of 20 customers, over a handler in memory: what the client itself costs.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class CallBenchmarks
{
    private const string From = "100000000000001";
    private const string To = "34600998877";
    private const string Text = "Hola, su pan está listo.";

    private readonly BareCalls bare = new(Http());
    private readonly IRefitKapso refit = RestService.For<IRefitKapso>(Http(), new RefitSettings
    {
        ContentSerializer = new SystemTextJsonContentSerializer(BareJson.Default.Options),
    });

    private readonly KapsoClient ours = new(Http(), Options());
    private readonly KapsoClient oursResilient = new ServiceCollection()
        .AddKapso(options => (options.ApiKey, options.BaseUrl) = ("key", CannedKapso.Origin))
        .ConfigurePrimaryHttpMessageHandler(() => new CannedKapso())
        .Services.BuildServiceProvider()
        .GetRequiredService<KapsoClient>();

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Send")]
    public Task<string> SendBare() => bare.SendAsync(From, To, Text);

    [Benchmark]
    [BenchmarkCategory("Send")]
    public async Task<string> SendRefit() =>
        (await refit.SendAsync(From, new("whatsapp", "individual", To, "text", new(Text)))).Messages[0].Id;

    [Benchmark]
    [BenchmarkCategory("Send")]
    public async Task<string> SendOurs() => (await ours.Messages.SendTextAsync(From, To, Text)).Id;

    [Benchmark]
    [BenchmarkCategory("Send")]
    public async Task<string> SendOursResilient() => (await oursResilient.Messages.SendTextAsync(From, To, Text)).Id;

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("List")]
    public Task<int> ListBare() => bare.ListAsync();

    [Benchmark]
    [BenchmarkCategory("List")]
    public async Task<int> ListRefit() => (await refit.ListAsync(1)).Data.Count;

    [Benchmark]
    [BenchmarkCategory("List")]
    public async Task<int> ListOurs() => await ours.Customers.ListAsync().CountAsync();

    [Benchmark]
    [BenchmarkCategory("List")]
    public async Task<int> ListOursResilient() => await oursResilient.Customers.ListAsync().CountAsync();

    private static HttpClient Http() => new(new CannedKapso()) { BaseAddress = CannedKapso.Origin };

    private static KapsoOptions Options() => new() { ApiKey = "key", BaseUrl = CannedKapso.Origin };
}
