namespace Threadway.Web.Testing;

/// <summary>One app for every test that changes nothing but its own people's affairs. Tests that disturb Kapso or the clock start their own.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    public ThreadwayApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await ThreadwayApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
