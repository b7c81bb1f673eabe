using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;

namespace Threadway.Web.Kapso;

internal static class KapsoFeature
{
    public static WebApplicationBuilder AddKapsoPlatform(this WebApplicationBuilder builder)
    {
        builder.AddSettings<KapsoOptions, KapsoOptionsCheck>(KapsoOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ThreadwayOptions>, ReachableCheck>();
        // Outermost: it is about all attempts together.
        builder.Services.AddKapso().ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Insert(0, new PersonWaitHandler()));
        builder.Services.AddSingleton<EmulatorNotice>();
        return builder;
    }
}
