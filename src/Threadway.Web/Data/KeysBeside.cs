using Microsoft.AspNetCore.DataProtection;

namespace Threadway.Web.Data;

/// <summary>
/// Has the keys of cookies and codes read as soon as the app starts, and beside its start: as it comes, ASP.NET Core does not listen
/// before it has them. Who needs them sooner waits for the same reading.
/// </summary>
internal sealed class KeysBeside(IDataProtectionProvider protection) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Whatever is wrong with them, the first who needs them is told.
        _ = Task.Run(() => protection.CreateProtector(nameof(KeysBeside)).Protect([]), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class KeysBesideExtensions
{
    /// <summary>After all that protects anything: each of it adds the wait anew.</summary>
    public static WebApplicationBuilder ReadKeysBeside(this WebApplicationBuilder builder)
    {
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        builder.Services.AddHostedService<KeysBeside>();
        return builder;
    }
}
