using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The phones at the other end: people, and owners of coexistence numbers.</summary>
internal static class PhonesFeature
{
    public static IServiceCollection AddPhones(this IServiceCollection services) => services
        .AddSingleton<PhoneWriter>()
        .AddSingleton<Person>()
        .AddSingleton<Owner>()
        .AddSingleton<Marketing>()
        .AddSingleton<PhoneForms>();

    public static IEndpointRouteBuilder MapPhones(this IEndpointRouteBuilder app) => app.Map<PhonePageRoutes>();
}
