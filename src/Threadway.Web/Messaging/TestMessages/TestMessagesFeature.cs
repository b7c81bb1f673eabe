using Threadway.Web.Connections.Numbers.Parts;

namespace Threadway.Web.Messaging.TestMessages;

internal static class TestMessagesFeature
{
    public static void AddTestMessages(this IServiceCollection services)
    {
        services.AddSingleton<TestMessageService>();
        services.AddSingleton(new NumberPart(NumberPlace.Page, typeof(NumberMessages)));
        services.AddSingleton(new NumberPart(NumberPlace.Next, typeof(SendTestButton)));
    }
}
