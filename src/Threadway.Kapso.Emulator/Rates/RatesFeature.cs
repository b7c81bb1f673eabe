using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Rates;

/// <summary>How much may be asked and sent (contract 2.4, 14).</summary>
internal static class RatesFeature
{
    public static IServiceCollection AddRates(this IServiceCollection services, RateSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<SendingRates>();

    public static void UseRequestBudget(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        if (services.GetRequiredService<RateSettings>().RequestsPerMinute is not { } perMinute)
            return;

        var budget = new RequestBudget(perMinute, services.GetRequiredService<EmulatorClock>());
        app.Use(next => http => budget.InvokeAsync(http, next));
    }
}

/// <summary>Messages a second of each kind of number, and requests a minute of each key, without a bound when null.</summary>
internal sealed record RateSettings(int CoexistencePerSecond, int DedicatedPerSecond, int? RequestsPerMinute);
