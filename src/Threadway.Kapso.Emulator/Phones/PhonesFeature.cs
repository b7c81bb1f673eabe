namespace Threadway.Kapso.Emulator.Phones;

/// <summary>Who is at the other end: people, and owners of coexistence numbers.</summary>
internal static class PhonesFeature
{
    public static IServiceCollection AddPhones(this IServiceCollection services) => services
        .AddSingleton<MessageReader>()
        .AddSingleton<PhoneWriter>()
        .AddSingleton<Person>()
        .AddSingleton<Owner>()
        .AddSingleton<Marketing>();
}
