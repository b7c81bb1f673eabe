namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>The form of a template send; whether there is such a template, and what it wants, says <see cref="TemplateCheck"/>.</summary>
internal static class TemplateReader
{
    private const int MostComponents = 32;
    private const int MostParameters = 100;
    private const int MostCards = 10;

    public static void Check(Field template)
    {
        template["name"].As("template_name_missing").Required(512);
        template["language"].As("template_language_missing").Object()["code"].Required(20);
        CheckComponents(template["components"].As("template_components"));
    }

    private static void CheckComponents(Field components)
    {
        foreach (var component in components.Items(0, MostComponents))
        {
            component["type"].Required();
            foreach (var parameter in component["parameters"].Items(0, MostParameters)) parameter["type"].Required();
            if (component["type"].Text() is { } type && type.Equals("carousel", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var card in component["cards"].Items(1, MostCards)) CheckComponents(card["components"]);
            }
        }
    }
}
