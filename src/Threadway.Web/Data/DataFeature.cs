using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Web.Data.Postgres;
using Threadway.Web.Data.Sqlite;
using Threadway.Web.Hosting;

namespace Threadway.Web.Data;

internal static class DataFeature
{
    public static WebApplicationBuilder AddThreadwayData(this WebApplicationBuilder builder)
    {
        var (connectionString, isPostgres) = ConnectionString.Read(builder.Configuration);
        if (isPostgres) builder.AddPostgres(connectionString);
        else builder.AddSqlite(connectionString);

        builder.Services.AddReadiness<DatabaseHealth>("database");

        // For Identity and the keys, which want a context and no factory.
        builder.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContext());

        // In the database, so that every node reads the same cookies and the same encrypted sign-in codes.
        builder.Services.AddDataProtection().SetApplicationName("Threadway").PersistKeysToDbContext<ThreadwayDb>();
        builder.Services.AddSingleton<IPostConfigureOptions<KeyManagementOptions>, ReadKeysAtStart>();
        return builder;
    }

    /// <summary>The engine's contexts, under the name by which features ask for them.</summary>
    public static void AddEngine<TEngineDb>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
        where TEngineDb : ThreadwayDb
    {
        services.AddDbContextFactory<TEngineDb>((provider, options) =>
        {
            options.UseSnakeCaseNamingConvention();
            configure(provider, options);
        });
        services.AddSingleton<IDbContextFactory<ThreadwayDb>, ThreadwayDbFactory<TEngineDb>>();
    }
}
