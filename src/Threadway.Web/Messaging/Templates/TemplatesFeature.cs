namespace Threadway.Web.Messaging.Templates;

internal static class TemplatesFeature
{
    public static void AddTemplates(this IServiceCollection services) => services.AddSingleton<TemplateBook>();
}
