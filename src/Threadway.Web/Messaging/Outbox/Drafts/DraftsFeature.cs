namespace Threadway.Web.Messaging.Outbox.Drafts;

internal static class DraftsFeature
{
    public static void AddDrafts(this IServiceCollection services) => services.AddSingleton<WorldCheck>();
}
