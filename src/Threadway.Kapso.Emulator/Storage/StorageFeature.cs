using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Storage;

/// <summary>The state of one emulator: its clock, what it starts with, and the file that keeps it.</summary>
internal static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageSettings settings, TimeProvider time)
    {
        if (settings.StateFile is not null)
            services.AddSingleton<StateFile>();
        return services
            .AddSingleton(settings)
            .AddSingleton(new EmulatorClock(time))
            .AddSingleton<InitialState>()
            .AddSingleton(provider => provider.GetRequiredService<InitialState>().Open(provider.GetService<StateFile>()));
    }

    /// <summary>Not before the port is ours: another emulator may hold it, and its file.</summary>
    public static void StartStorage(this IServiceProvider provider) =>
        provider.GetService<StateFile>()?.Keep(provider.GetRequiredService<World>());
}
