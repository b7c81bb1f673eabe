using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// The webhook of ours that each number's messages come through. That it is missing is a state of its own
/// ("receiving: being repaired"), never a reason to ask for a reconnect.
/// </summary>
internal sealed class NumberSubscriptions(
    KapsoClient kapso, ConnectionUpdater updater, PublicAddress address, IOptionsMonitor<KapsoSettings> settings, TimeProvider time)
{
    /// <summary>Makes sure that the webhook exists, is active and has our events, and records how that went.</summary>
    public async Task EnsureAsync(Guid userId, string phoneNumberId, Witness witness, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        Testimony outcome;
        try
        {
            await EnsureAtKapsoAsync(phoneNumberId, cancellationToken);
            outcome = new(Fact.ReceivingReady, began);
        }
        catch (KapsoException e)
        {
            outcome = new(Fact.ReceivingBroken, began, e.Reason());
        }

        await updater.UpdateWhatsAppConnectionAsync(userId, phoneNumberId, witness, [outcome], cancellationToken);
    }

    /// <exception cref="KapsoException">Kapso refused, or could not be reached.</exception>
    public async Task RemoveAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        await foreach (var webhook in kapso.Webhooks.ListForNumberAsync(phoneNumberId, cancellationToken: cancellationToken))
        {
            if (webhook.Url == address.Webhook) await kapso.Webhooks.DeleteAsync(webhook.Id, cancellationToken);
        }
    }

    private async Task EnsureAtKapsoAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        var secret = settings.CurrentValue.WebhookSecret;
        await foreach (var webhook in kapso.Webhooks.ListForNumberAsync(phoneNumberId, cancellationToken: cancellationToken))
        {
            if (webhook.Url != address.Webhook) continue;
            if (!webhook.Active || webhook.SecretKey != secret || !KapsoEvents.Messages.All(webhook.Events.Contains))
                await kapso.Webhooks.UpdateAsync(webhook.Id, new() { Active = true, SecretKey = secret, Events = KapsoEvents.Messages }, cancellationToken);
            return;
        }

        await kapso.Webhooks.CreateForNumberAsync(
            phoneNumberId, new() { Url = address.Webhook, SecretKey = secret, Events = KapsoEvents.Messages }, cancellationToken);
    }
}
