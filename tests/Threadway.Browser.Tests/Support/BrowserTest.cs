using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Threadway.Browser.Tests.Support;

/// <summary>
/// A test in a browser of its own: nothing of another test's cookies. Whatever it does, it fails if a page wrote an error to
/// the console, threw, or broke its content security policy (which Chromium writes to the console as an error).
/// </summary>
public abstract class BrowserTest(Chromium chromium, SharedApp shared) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> errors = new();
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<ThreadwayApp> apps = [];
    private readonly List<string> expected = [];

    private protected ThreadwayApp App => shared.App;

    public ValueTask InitializeAsync()
    {
        chromium.OrSkip();
        return ValueTask.CompletedTask;
    }

    // The browsers go first: a page whose server is gone complains.
    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts) await context.CloseAsync();
        foreach (var app in apps) await app.DisposeAsync();
        GC.SuppressFinalize(this);

        Assert.DoesNotContain(errors, error => !expected.Exists(error.Contains));
    }

    /// <summary>An app for this test alone, with an emulator that it may disturb.</summary>
    private protected async Task<ThreadwayApp> StartAppAsync(params (string Key, string Value)[] settings)
    {
        var app = await ThreadwayApp.StartAsync(settings);
        apps.Add(app);
        return app;
    }

    /// <summary>Somebody new, in front of a browser that knows nothing of them yet.</summary>
    /// <param name="at">Where the browser finds the app, where that is not its own address.</param>
    private protected async Task<Visitor> VisitAsync(ThreadwayApp? app = null, Look? look = null, Uri? at = null)
    {
        app ??= App;
        look ??= Look.Desk;
        return new(app, app.NewPerson(), await OpenAsync(at ?? app.Address, look)) { Words = new(look.Language) };
    }

    private protected async Task<Visitor> VisitSignedInAsync(ThreadwayApp? app = null, Look? look = null, Uri? at = null)
    {
        var visitor = await VisitAsync(app, look, at);
        await visitor.SignInAsync();
        return visitor;
    }

    /// <summary>Somebody signed in at one of the <see cref="Places"/>.</summary>
    private protected async Task<Visitor> ArriveAsync(string place, Look look)
    {
        if (Places.ExpectedError(place) is { } error) Allow(error);
        var visitor = await VisitSignedInAsync(look: look);
        await visitor.GoAsync(place);
        return visitor;
    }

    /// <summary>A page in another browser, as on another device.</summary>
    private protected Task<IPage> OpenElsewhereAsync() => OpenAsync(App.Address, Look.Desk);

    /// <summary>What the console may say: an answer of 4xx that is the right one.</summary>
    private protected void Allow(string error) => expected.Add(error);

    /// <summary>A page in a browser of its own, on whichever server.</summary>
    private protected async Task<IPage> OpenAsync(Uri server, Look look)
    {
        var context = await chromium.OrSkip().NewContextAsync(new()
        {
            BaseURL = server.AbsoluteUri,
            Locale = look.Language,
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = look.Scripts,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
        });
        contexts.Add(context);
        context.SetDefaultTimeout(Chromium.Timeout);
        context.Console += (_, message) =>
        {
            if (message.Type == "error") errors.Enqueue($"{message.Text} ({message.Page?.Url})");
        };
        context.WebError += (_, error) => errors.Enqueue($"{error.Error} ({error.Page?.Url})");
        return await context.NewPageAsync();
    }
}
