using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>What a test does that nobody can do at Kapso: the members of <see cref="KapsoEmulator"/>, of which the routes under <c>/_emulator</c> are a face.</summary>
internal static class ControlFeature
{
    // Made by hand: what is public has no public constructor.
    public static IServiceCollection AddControl(this IServiceCollection services) => services
        .AddSingleton<ResetControl>()
        .AddSingleton(has => new ClockControl(Get<World>(has), Get<EmulatorClock>(has), Get<ConversationWatch>(has)))
        .AddSingleton(has => new PhonesControl(
            Get<World>(has), Get<Person>(has), Get<Marketing>(has), Get<StatusReports>(has), Get<MediaStore>(has), Get<WebhookSender>(has), Get<EmulatorClock>(has)))
        .AddSingleton(has => new PhoneNumbersControl(
            Get<World>(has), Get<EmulatorClock>(has), Get<WebhookSender>(has), Get<Owner>(has), Get<MediaStore>(has)))
        .AddSingleton(has => new BusinessAccountsControl(Get<World>(has), Get<EmulatorClock>(has), Get<WebhookSender>(has)))
        .AddSingleton(has => new SetupLinksControl(
            Get<World>(has), Get<EmulatorClock>(has), Get<Onboarding>(has), Get<WebhookSender>(has), Get<Origin>(has)))
        .AddSingleton(has => new TemplatesControl(Get<World>(has), Get<EmulatorClock>(has)))
        .AddSingleton(has => new EventsControl(Get<World>(has), Get<WebhookSender>(has)))
        .AddSingleton(has => new DeliveriesControl(Get<World>(has), Get<WebhookSender>(has)))
        .AddSingleton(has => new RequestsControl(Get<RequestLog>(has)));

    private static T Get<T>(IServiceProvider has)
        where T : notnull => has.GetRequiredService<T>();
}
