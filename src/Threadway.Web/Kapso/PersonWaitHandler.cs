using Threadway.Web.Hosting;

namespace Threadway.Web.Kapso;

/// <summary>
/// Ends a call to Kapso, with all its attempts, when the person behind it has waited long enough. To the SDK it is an answer that
/// did not come, so everybody who calls Kapso deals with it already; what was not even sent by then is known not to have happened.
/// </summary>
internal sealed class PersonWaitHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var over = PersonWait.Over;
        if (!over.CanBeCanceled) return await base.SendAsync(request, cancellationToken);
        if (over.IsCancellationRequested) throw new HttpRequestException(HttpRequestError.ConnectionError, "The person has waited long enough: nothing was sent.");

        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, cancellationToken);
        return await base.SendAsync(request, either.Token);
    }
}
