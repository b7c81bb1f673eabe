using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/templates</c>: templates without a review, and what the review says.</summary>
internal sealed class TemplateControlRoutes(TemplatesControl templates) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/_emulator/templates");
        all.MapGet("", () => Answer.Json(Answer.Array(templates.All.Select(Json)))).Does("Lists the templates of all business accounts");
        all.MapPost("", (Delegate)AddAsync).Does(
            "Creates a template in the business account of a number; approved unless it says otherwise",
            ControlJson.Default.TemplateRequest,
            """{"phoneNumberId":"100000000000001","name":"order_ready","language":"en_US","category":"UTILITY","body":"Your bread is ready."}""");
        all.MapPost("/{id}/status", SetStatusAsync).Does(
            "What Meta's review says of a template, by its id or its name", ControlJson.Default.TemplateStatusRequest, """{"status":"REJECTED"}""");
    }

    private async Task<IResult> AddAsync(HttpContext http)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.TemplateRequest);
        var added = templates.Add(request.PhoneNumberId, new TemplateSeed
        {
            Name = request.Name,
            Language = request.Language ?? "en_US",
            Category = request.Category ?? "UTILITY",
            Body = request.Body,
            Components = request.Components is { } components ? ControlBody.Element(components) : null,
            ParameterFormat = request.ParameterFormat,
            Status = request.Status ?? TemplateReview.Approved,
        });
        return Answer.Json(Json(added), StatusCodes.Status201Created);
    }

    private async Task<IResult> SetStatusAsync(HttpContext http, string id)
    {
        templates.SetStatus(id, (await ControlBody.ReadAsync(http, ControlJson.Default.TemplateStatusRequest)).Status);
        return Results.NoContent();
    }

    private static JsonObject Json(EmulatedTemplate template) => new()
    {
        ["id"] = template.Id,
        ["businessAccountId"] = template.BusinessAccountId,
        ["name"] = template.Name,
        ["language"] = template.Language,
        ["category"] = template.Category,
        ["status"] = TemplateReviews.Word(template.Status),
        ["components"] = JsonNode.Parse(template.Components.GetRawText()),
    };
}
