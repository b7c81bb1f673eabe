using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.PhonePages;

/// <summary>The screen of any phone, in a browser.</summary>
internal static class PhonePagesFeature
{
    public static IServiceCollection AddPhonePages(this IServiceCollection services) => services.AddSingleton<PhoneForms>();

    public static IEndpointRouteBuilder MapPhonePages(this IEndpointRouteBuilder app) => app.Map<PhonePageRoutes>();
}
