using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Contract 13.2: the templates of one business account.</summary>
internal sealed class TemplateRoutes(World world, EmulatorClock clock) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/meta/whatsapp/{version}/{businessAccountId}/message_templates");
        templates.MapGet("", List);
        templates.MapPost("", CreateOrUpdateAsync);
        templates.MapDelete("", Delete);
    }

    private IResult List(HttpContext http, string businessAccountId)
    {
        var query = new QueryReader(http.Request);
        var (name, status, category, language) = (query.Text("name"), query.Text("status"), query.Text("category"), query.Text("language"));
        return world.Change(state => Paging.ByProxyCursor(
            http,
            [.. Of(state, businessAccountId)
                .Where(template => name is null || template.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
                .Where(template => status is null || template.Status.Equals(status, StringComparison.OrdinalIgnoreCase))
                .Where(template => category is null || template.Category.Equals(category, StringComparison.OrdinalIgnoreCase))
                .Where(template => language is null || template.Language == language)
                .Reverse()],
            template => template.Id,
            TemplateFields.Json));
    }

    private async Task<IResult> CreateOrUpdateAsync(HttpContext http, string businessAccountId)
    {
        var body = await MetaBody.ReadAsync(http);
        if (new QueryReader(http.Request).Text("hsm_id") is { } id)
            return Update(body, businessAccountId, id);

        return Answer.Json(world.Change(state =>
        {
            var known = Of(state, businessAccountId);
            var template = TemplateFields.Create(body, businessAccountId, clock.GetUtcNow());
            if (known.Exists(one => one.Name == template.Name && one.Language == template.Language))
                throw MetaErrors.TemplateExists(template.Name, template.Language);

            state.Templates.Add(template);
            return new JsonObject { ["id"] = template.Id, ["status"] = template.Status, ["category"] = template.Category };
        }));
    }

    private IResult Update(MetaBody body, string businessAccountId, string id)
    {
        world.Change(state =>
        {
            var template = Of(state, businessAccountId).Find(one => one.Id == id) ?? throw MetaErrors.UnknownObject("Template");
            TemplateFields.Update(body, template, clock.GetUtcNow());
        });
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>By name in all its languages, or one by its id.</summary>
    private IResult Delete(HttpContext http, string businessAccountId)
    {
        var query = new QueryReader(http.Request);
        var (name, id) = (query.Text("name"), query.Text("hsm_id"));
        if (name is null && id is null)
            throw MetaErrors.Parameter("name or hsm_id is required");

        world.Change(state =>
        {
            var found = Of(state, businessAccountId).FindAll(one => (id is null || one.Id == id) && (name is null || one.Name == name));
            if (found.Count == 0)
                throw MetaErrors.UnknownObject("Template");
            state.Templates.RemoveAll(found.Contains);
        });
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>Oldest first, with every review that is over settled.</summary>
    private List<Template> Of(WorldState state, string businessAccountId)
    {
        if (!state.PhoneNumbers.Exists(number => number.BusinessAccountId == businessAccountId && !number.Deleted))
            throw MetaErrors.UnknownObject("Business account");

        var found = state.Templates.FindAll(template => template.BusinessAccountId == businessAccountId);
        found.ForEach(template => template.Settle(clock.GetUtcNow()));
        return found;
    }
}
