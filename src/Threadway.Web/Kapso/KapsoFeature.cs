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
        builder.Services.AddKapso();
        builder.Services.AddSingleton<EmulatorNotice>();
        return builder;
    }
}
