using Threadway.Kapso;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Kapso;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>What came of a mend: a fact to weigh, or why there is none.</summary>
/// <param name="Code">A stable word for why it is not done yet.</param>
internal sealed record MendOutcome(string PhoneNumberId, ObservedFact? Fact, string? Code = null, string? ProviderSentence = null, TimeSpan? RetryAfter = null)
{
    public static MendOutcome Unfinished(string phoneNumberId, string code, string? providerSentence = null, TimeSpan? retryAfter = null) =>
        new(phoneNumberId, null, code, providerSentence, retryAfter);
}

/// <summary>Puts right at Kapso what a decision asked for. Every mend may be repeated; the sweep goes on with what is unfinished.</summary>
internal sealed class NumberMender(KapsoClient kapso, KapsoWebhooks webhooks, TimeProvider time)
{
    /// <summary>A number is shown when its webhook was tried for; it does not wait longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<MendOutcome> MendAsync(string? customerId, Mend mend, CancellationToken cancellationToken) => mend switch
    {
        EnsureWebhook => EnsureWebhookAsync(mend.PhoneNumberId, cancellationToken),
        _ => RemoveAsync(customerId, mend.PhoneNumberId, cancellationToken),
    };

    /// <summary>That the webhook is missing is a state of its own ("receiving: being repaired"), never a reason to ask for a reconnect.</summary>
    private async Task<MendOutcome> EnsureWebhookAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await webhooks.EnsureAsync(phoneNumberId, KapsoEvents.Messages, either.Token);
            return new(phoneNumberId, new(Fact.ReceivingReady, began));
        }
        catch (KapsoException e)
        {
            return new(phoneNumberId, new(Fact.ReceivingBroken, began, e.Reason()));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(phoneNumberId, new(Fact.ReceivingBroken, began, "timeout"));
        }
    }

    /// <summary>Our webhook first, then the number, then the look that confirms that it is gone.</summary>
    private async Task<MendOutcome> RemoveAsync(string? customerId, string phoneNumberId, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsOursAsync(customerId, phoneNumberId, cancellationToken)) await RemoveAtKapsoAsync(phoneNumberId, cancellationToken);
            var began = time.GetUtcNow();
            return await IsOursAsync(customerId, phoneNumberId, cancellationToken)
                ? MendOutcome.Unfinished(phoneNumberId, "kapso_number_still_there")
                : new(phoneNumberId, new(Fact.Absent, began));
        }
        catch (KapsoRateLimitException e)
        {
            var unavailable = new KapsoBudgetException(e);
            return MendOutcome.Unfinished(phoneNumberId, unavailable.Code, retryAfter: unavailable.RetryAfter);
        }
        catch (KapsoException e)
        {
            return MendOutcome.Unfinished(phoneNumberId, "kapso_disconnect_failed", e.Explanation);
        }
    }

    private async Task RemoveAtKapsoAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        try
        {
            await webhooks.RemoveAsync(phoneNumberId, cancellationToken);
            await kapso.PhoneNumbers.DeleteAsync(phoneNumberId, cancellationToken);
        }
        catch (KapsoNotFoundException)
        {
            // Gone already: an earlier try got further than we heard, or somebody removed it at Kapso.
        }
    }

    /// <summary>Whether Kapso shows the number under this user's customer: one that moved to another customer is not ours to remove.</summary>
    private async Task<bool> IsOursAsync(string? customerId, string phoneNumberId, CancellationToken cancellationToken)
    {
        try
        {
            return (await kapso.PhoneNumbers.GetAsync(phoneNumberId, cancellationToken)).CustomerId == customerId;
        }
        catch (KapsoNotFoundException)
        {
            return false;
        }
    }
}
