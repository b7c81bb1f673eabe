using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Data;

/// <summary>What every feature asks for its contexts: whichever engine is behind them.</summary>
internal sealed class ThreadwayDbFactory<TEngineDb>(IDbContextFactory<TEngineDb> engine) : IDbContextFactory<ThreadwayDb>
    where TEngineDb : ThreadwayDb
{
    public ThreadwayDb CreateDbContext() => engine.CreateDbContext();

    public async Task<ThreadwayDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => await engine.CreateDbContextAsync(cancellationToken);
}
