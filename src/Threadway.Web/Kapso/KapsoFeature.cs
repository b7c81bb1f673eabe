using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Kapso;

internal static class KapsoFeature
{
    public static WebApplicationBuilder AddKapsoPlatform(this WebApplicationBuilder builder)
    {
        builder.AddSettings<KapsoOptions, KapsoOptionsCheck>(KapsoOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ThreadwayOptions>, ReachableCheck>();
        builder.Services.AddSingleton<BudgetMetrics>();
        builder.Services.AddSingleton<BudgetGates>();
        builder.Services.AddSingleton<KapsoPermits>();
        builder.Services.AddKapso()
            // Outermost: they are about all attempts together.
            .ConfigureAdditionalHttpMessageHandlers((handlers, services) =>
            {
                handlers.Insert(0, new PersonWaitHandler());
                handlers.Insert(0, ActivatorUtilities.CreateInstance<KapsoBudgetHandler>(services));
            })
            // Innermost: each attempt counts.
            .AddHttpMessageHandler(services => ActivatorUtilities.CreateInstance<KapsoBudgetHandler.Attempts>(services));
        builder.Services.AddSingleton<EmulatorNotice>();
        return builder;
    }
}
