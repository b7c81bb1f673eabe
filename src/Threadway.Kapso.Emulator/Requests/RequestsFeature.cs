namespace Threadway.Kapso.Emulator.Requests;

/// <summary>What both APIs were asked, kept for who looks.</summary>
internal static class RequestsFeature
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<RequestLog>()
        .AddSingleton<RequestRecorder>();

    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var recorder = app.ApplicationServices.GetRequiredService<RequestRecorder>();
        app.Use(next => http => recorder.InvokeAsync(http, next));
    }
}
