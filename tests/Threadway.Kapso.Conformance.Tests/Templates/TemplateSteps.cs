using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Templates;

internal static class TemplateSteps
{
    public static string NewName() => $"conformance_{Guid.CreateVersion7():N}";

    public static Task<Reply> CreateAsync(Target target, string account, string name, string category, string components, string more = "")
    {
        target.NeedsChanges();
        return target.Proxy.PostAsync(
            $"/{account}/message_templates", $$"""{"name":"{{name}}","language":"en","category":"{{category}}","components":{{components}}{{more}} }""");
    }

    /// <summary>Creates a template in English that Meta approves at once, and returns its name.</summary>
    public static async Task<string> ApprovedAsync(Target target, string number, string category, string components, string more = "")
    {
        var name = NewName();
        var created = (await CreateAsync(target, await target.AccountAsync(number), name, category, components, more)).Is(200);
        await ReviewAsync(target, created.Text("id"), "APPROVED");
        return name;
    }

    public static async Task ReviewAsync(Target target, string id, string status) =>
        (await target.Control.PostAsync($"/templates/{id}/status", $$"""{"status":"{{status}}"}""")).Is(204);
}
