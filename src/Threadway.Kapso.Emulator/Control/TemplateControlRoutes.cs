using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/templates</c>: what Meta's review decides.</summary>
internal sealed class TemplateControlRoutes(World world) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/_emulator/templates/{id}/status", SetStatusAsync);

    private async Task<IResult> SetStatusAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.StatusRequest);
        if (!TemplateStatus.All.Contains(request.Status))
            throw Refusal.Malformed($"status must be one of {string.Join(", ", TemplateStatus.All)}");

        world.Change(state =>
        {
            var template = state.Templates.Find(one => one.Id == id) ?? throw Refusal.NotFound("Template");
            template.Status = request.Status;
        });
        return Results.NoContent();
    }
}
