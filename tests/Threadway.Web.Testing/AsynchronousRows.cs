using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Data;

namespace Threadway.Web.Testing;

/// <summary>SQLite answers at once; a database on another machine does not. What only goes well with the first shows in tests too.</summary>
internal sealed class AsynchronousRows(IDbContextFactory<ThreadwayDb> inner) : IDbContextFactory<ThreadwayDb>
{
    public ThreadwayDb CreateDbContext() => inner.CreateDbContext();

    public async Task<ThreadwayDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return await inner.CreateDbContextAsync(cancellationToken);
    }

    public static void Use(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IDbContextFactory<ThreadwayDb>)).ImplementationType!;
        services.AddSingleton<IDbContextFactory<ThreadwayDb>>(provider =>
            new AsynchronousRows((IDbContextFactory<ThreadwayDb>)ActivatorUtilities.CreateInstance(provider, registered)));
    }
}
