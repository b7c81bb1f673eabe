using Threadway.Kapso;
using Threadway.Web.Hosting;

namespace Threadway.Web.Kapso.Budget;

/// <summary>Kapso's limit for all of us is used up, and whoever asks would not wait until there is more.</summary>
internal sealed class KapsoBudgetException(KapsoRateLimitException because)
    : UnavailableException(KapsoBudgetHandler.Code, "Kapso allows this service so many requests a minute, and they are used up just now. Nothing was changed: try again in a moment.")
{
    public override TimeSpan RetryAfter => because.RetryAfter ?? TimeSpan.FromMinutes(1);
}
