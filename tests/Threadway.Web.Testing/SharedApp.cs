namespace Threadway.Web.Testing;

/// <summary>One app for every test that changes nothing but its own people's affairs. Tests that disturb Kapso or the clock start their own.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    private ThreadwayApp? app;

    /// <summary>Asked for by the test, which can be skipped; a fixture that skips fails its tests.</summary>
    public ThreadwayApp App
    {
        get
        {
            TestDatabase.OrSkip();
            return app!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.Missing is null) app = await ThreadwayApp.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }
}
