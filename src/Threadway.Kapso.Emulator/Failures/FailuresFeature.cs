namespace Threadway.Kapso.Emulator.Failures;

/// <summary>What goes wrong on demand: on the APIs, and on the way to webhooks.</summary>
internal static class FailuresFeature
{
    public static IServiceCollection AddFailures(this IServiceCollection services) => services
        .AddSingleton(new RuleBook<FailureRule>())
        .AddSingleton(new RuleBook<DeliveryRule>())
        .AddSingleton<FailureGate>();

    public static void UseFailures(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<FailureGate>();
        app.Use(next => http => gate.InvokeAsync(http, next));
    }
}
