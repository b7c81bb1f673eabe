using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>Our webhooks at Kapso: the project's, through which it tells of numbers that come and go, and each number's, through which its messages come.</summary>
internal sealed class KapsoWebhooks(KapsoClient kapso, PublicAddress address, IOptionsMonitor<WebhookOptions> options)
{
    public const string Path = "/api/webhooks/kapso";

    public Uri Address => address.Of(Path);

    /// <summary>Makes sure that the webhook exists, is active and has our secret and these events.</summary>
    /// <param name="phoneNumberId">The number's own webhook; null for the project's.</param>
    /// <exception cref="KapsoException">Kapso refused, or could not be reached.</exception>
    public async Task EnsureAsync(string? phoneNumberId, IReadOnlyList<string> events, CancellationToken cancellationToken)
    {
        var secret = options.CurrentValue.WebhookSecret;
        await foreach (var webhook in ListAsync(phoneNumberId, cancellationToken))
        {
            if (!webhook.Active || webhook.SecretKey != secret || !events.All(webhook.Events.Contains))
                await kapso.Webhooks.UpdateAsync(webhook.Id, new() { Active = true, SecretKey = secret, Events = events }, cancellationToken);
            return;
        }

        var wanted = new CreateWebhook { Url = Address, SecretKey = secret, Events = events };
        await (phoneNumberId is null
            ? kapso.Webhooks.CreateAsync(wanted, cancellationToken)
            : kapso.Webhooks.CreateForNumberAsync(phoneNumberId, wanted, cancellationToken));
    }

    /// <exception cref="KapsoException">Kapso refused, or could not be reached.</exception>
    public async Task RemoveAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        await foreach (var webhook in ListAsync(phoneNumberId, cancellationToken))
            await kapso.Webhooks.DeleteAsync(webhook.Id, cancellationToken);
    }

    /// <summary>Those that lead here; what others set up is theirs.</summary>
    private IAsyncEnumerable<KapsoWebhook> ListAsync(string? phoneNumberId, CancellationToken cancellationToken) =>
        (phoneNumberId is null
            ? kapso.Webhooks.ListAsync(cancellationToken: cancellationToken).Where(webhook => webhook.PhoneNumberId is null)
            : kapso.Webhooks.ListForNumberAsync(phoneNumberId, cancellationToken: cancellationToken))
        .Where(webhook => webhook.Url == Address);
}
