using Microsoft.AspNetCore.Http.HttpResults;
using Threadway.Kapso;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Kapso;

/// <summary>A call to Kapso that failed, as an answer of ours: 503 where the same call may succeed later, 502 where Kapso refused.</summary>
internal static class KapsoProblems
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <exception cref="KapsoBudgetException">Kapso's limit is used up.</exception>
    public static ProblemHttpResult Of(HttpContext context, KapsoException failure, string code, string detail)
    {
        if (failure is KapsoRateLimitException limit) throw new KapsoBudgetException(limit);
        var said = failure.Explanation is { } theirs ? $"{detail} Kapso says: {theirs}" : detail;
        if (failure.Status is not (null or >= 500)) return Problems.Of(StatusCodes.Status502BadGateway, code, said);
        context.Response.SetRetryAfter(failure.RetryAfter ?? Later);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, code, said);
    }
}
