using System.Buffers.Text;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Examples;
using Threadway.Web.Hosting.Paging;
using Threadway.Web.Kapso;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Templates;

internal static class TemplateEndpoints
{
    private const int MostOfPage = 100;

    /// <summary>No name and no language holds it, and it comes before every sign that they do.</summary>
    private const char Between = '\n';

    public static void MapTemplateEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/whatsapp/connections/{phoneNumberId}/templates", List).RequireAuthorization().WithTags("Messages")
            .WithName("listTemplates").RequireScope(ApiScopes.MessagesRead).WithSummary("The message templates of the number's business account, by name and language; at most a minute old.")
            .WithExample(Shown)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="Status">Meta's word: <c>APPROVED</c>, <c>PENDING</c>, <c>REJECTED</c>, <c>PAUSED</c>, <c>DISABLED</c>, or a newer one.</param>
    /// <param name="ParameterFormat"><c>POSITIONAL</c> or <c>NAMED</c>.</param>
    /// <param name="Components">The parts, as Meta writes them.</param>
    internal sealed record TemplateAnswer(
        string Id, string Name, string? Language, string? Status, string? Category, string? ParameterFormat, string? RejectedReason, JsonElement? Components);

    /// <summary>What the API's description shows.</summary>
    private static Page<TemplateAnswer> Shown { get; } = new(
    [
        new(
            "1387372356726668", "order_ready", "en_US", "APPROVED", "UTILITY", "POSITIONAL", null,
            JsonElement.Parse("""[{"type": "BODY", "text": "Your bread is ready, {{1}}.", "example": {"body_text": [["Ana"]]}}]""")),
    ]);

    private static async Task<Results<Ok<Page<TemplateAnswer>>, ProblemHttpResult>> List(
        string phoneNumberId,
        int? limit,
        string? after,
        string? name,
        string? status,
        HttpContext context,
        ClaimsPrincipal user,
        TemplateBook book,
        IDbContextFactory<ThreadwayDb> databases,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostOfPage) return Problems.Invalid("limit", $"limit may be 1 to {MostOfPage}.");
        var place = after is null ? "" : Decoded(after);
        if (place is null) return Problems.Invalid("after", "after must be the next of an earlier page.");

        var number = TypedText.Plain(phoneNumberId);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connection = await db.Connections.Of(user.UserId(), number).Select(c => new { c.BusinessAccountId }).SingleOrDefaultAsync(cancellationToken);
        if (connection is null) return NoSuchNumber.Problem();
        if (connection.BusinessAccountId is not { } account)
            return Problems.Of(StatusCodes.Status409Conflict, "business_account_unknown", "Kapso has not said yet which business account this number is in. Try again when the number is connected.");

        using var work = KapsoWork.Begin(KapsoPriority.Person, user.UserId());
        try
        {
            var copy = await book.ReadAsync(account, suffices: null, cancellationToken);
            return TypedResults.Ok(PageOf(copy, limit ?? MostOfPage, place, name, status));
        }
        catch (KapsoException e)
        {
            return KapsoProblems.Of(context, e, "kapso_templates_failed", "The templates could not be read at Kapso.");
        }
    }

    private static Page<TemplateAnswer> PageOf(TemplateCopy copy, int limit, string after, string? name, string? status)
    {
        var found = copy.Templates
            .Where(template => name is null || template.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Where(template => status is null || string.Equals(template.Status?.Value, status, StringComparison.OrdinalIgnoreCase))
            .Select(template => (Template: template, Place: PlaceOf(template)))
            .Where(one => string.CompareOrdinal(one.Place, after) > 0)
            .OrderBy(one => one.Place, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        var next = found.Count > limit ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(found[limit - 1].Place)) : null;
        return new([.. found.Take(limit).Select(one => Answer(one.Template))], next);
    }

    private static string PlaceOf(Template template) => $"{template.Name}{Between}{template.Language}{Between}{template.Id}";

    private static string? Decoded(string cursor) =>
        cursor.Length <= 2000 && Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : null;

    private static TemplateAnswer Answer(Template template) => new(
        template.Id,
        template.Name,
        template.Language,
        template.Status?.Value,
        template.Category?.Value,
        template.ParameterFormat,
        template.RejectedReason,
        template.Raw.ValueKind == JsonValueKind.Object && template.Raw.TryGetProperty("components", out var components) ? components : null);
}
