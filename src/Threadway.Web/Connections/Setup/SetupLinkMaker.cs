using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Setup;

/// <summary>
/// Hands out a setup link of the wanted kind. Making one revokes the customer's earlier one (contract 4.5), so an active one
/// of the same kind is handed out again, and after a lost answer Kapso is asked what became of it before anything is repeated.
/// </summary>
internal sealed class SetupLinkMaker(
    KapsoClient kapso,
    KapsoCustomers customers,
    IDbContextFactory<ThreadwayDb> databases,
    PublicAddress address,
    IOptionsMonitor<SetupLinkOptions> options,
    AuditLog audit,
    UserChanges changes,
    TimeProvider time)
{
    /// <summary>A link with less life than this is not worth handing out.</summary>
    private static readonly TimeSpan LeastLife = TimeSpan.FromMinutes(5);

    public async Task<SetupOutcome> GetOrCreateAsync(Guid userId, SetupPlan plan, CancellationToken cancellationToken)
    {
        string customerId;
        try
        {
            customerId = await customers.EnsureAsync(userId, cancellationToken);
        }
        catch (KapsoRateLimitException e)
        {
            throw new KapsoBudgetException(e);
        }
        catch (KapsoException e)
        {
            return Refused("kapso_customer_creation_failed", e);
        }

        try
        {
            try
            {
                return await GetOrCreateAsync(userId, customerId, plan, cancellationToken);
            }
            catch (KapsoNotFoundException)
            {
                // Somebody deleted the customer at Kapso: make it anew, once.
                await customers.ForgetAsync(userId, customerId, cancellationToken);
                customerId = await customers.EnsureAsync(userId, cancellationToken);
                return await GetOrCreateAsync(userId, customerId, plan, cancellationToken);
            }
        }
        catch (KapsoRateLimitException e)
        {
            throw new KapsoBudgetException(e);
        }
        catch (KapsoException e)
        {
            return Refused("kapso_setup_link_creation_failed", e);
        }
    }

    private async Task<SetupOutcome> GetOrCreateAsync(Guid userId, string customerId, SetupPlan plan, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var link = await FindActiveAsync(customerId, plan, cancellationToken);
        if (link is null)
        {
            try
            {
                link = await kapso.SetupLinks.CreateAsync(customerId, Request(plan), cancellationToken);
            }
            catch (KapsoOutcomeUnknownException)
            {
                link = await FindActiveAsync(customerId, plan, cancellationToken);
                if (link is null) throw;
            }
        }

        var connectId = await StoreAsync(userId, link, plan, began, cancellationToken);
        changes.Publish(userId);
        return new SetupReady(link.Id, link.Url, link.ExpiresAt, customerId, SetupPaths.Continue(connectId));
    }

    private async Task<SetupLink?> FindActiveAsync(string customerId, SetupPlan plan, CancellationToken cancellationToken)
    {
        var request = Request(plan);
        await foreach (var link in kapso.SetupLinks.ListAsync(customerId, new() { Status = SetupLinkStatus.Active }, cancellationToken))
        {
            if (link.Status == SetupLinkStatus.Active && link.WhatsappSetupStatus != WhatsappSetupStatus.Failed && Serves(link, request)
                && !(link.ExpiresAt < time.GetUtcNow() + LeastLife))
                return link;
        }
        return null;
    }

    private static bool Serves(SetupLink link, CreateSetupLink request) =>
        link.SuccessRedirectUrl == request.SuccessRedirectUrl
        && link.FailureRedirectUrl == request.FailureRedirectUrl
        && (link.ProvisionPhoneNumber ?? false) == (request.ProvisionPhoneNumber ?? false)
        && link.Language == request.Language
        && (link.ReconnectPhoneNumber ?? "") == (request.ReconnectPhoneNumber ?? "")
        && (request.AllowedConnectionTypes is null || request.AllowedConnectionTypes.ToHashSet().SetEquals(link.AllowedConnectionTypes ?? []));

    private CreateSetupLink Request(SetupPlan plan)
    {
        var settings = options.CurrentValue;
        return new()
        {
            SuccessRedirectUrl = address.Of(SetupPaths.Success),
            FailureRedirectUrl = address.Of(SetupPaths.Failure),
            // Kapso forces both for a reconnect and may refuse to be told (contract 4.6 and 16, row 13).
            AllowedConnectionTypes = plan.ReconnectInPlace ? null : plan.ConnectionTypes,
            ProvisionPhoneNumber = plan.ReconnectInPlace ? null : plan.Purpose == SetupPurpose.Provision,
            PhoneNumberCountryIsos = plan.Purpose == SetupPurpose.Provision ? settings.Countries : null,
            ReconnectPhoneNumber = plan.ReconnectInPlace ? plan.ExpectedDigits : null,
            Language = settings.Language ?? plan.Language,
            ThemeConfig = settings.Theme,
        };
    }

    private async Task<Guid> StoreAsync(Guid userId, SetupLink link, SetupPlan plan, DateTimeOffset began, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.InTurnAsync($"setup {userId}", cancel => StoreAsync(db, userId, link, plan, began, cancel), cancellationToken: cancellationToken);
    }

    private async Task<Guid> StoreAsync(ThreadwayDb db, Guid userId, SetupLink link, SetupPlan plan, DateTimeOffset began, CancellationToken cancellationToken)
    {
        if (await db.SetupLinks.SingleOrDefaultAsync(row => row.Id == link.Id, cancellationToken) is { } known)
        {
            // It is gone on with: how an earlier try ended, and that its owner put that away, is over.
            (known.ErrorCode, known.PutAway) = (null, null);
            await db.SaveChangesAsync(cancellationToken);
            return known.ConnectId;
        }

        await db.SetupLinks
            .Where(row => row.UserId == userId && row.Status == SetupLinkStatus.Active && row.SettledAt == null)
            .RevokeAsync(began, cancellationToken);
        db.SetupLinks.Add(new()
        {
            Id = link.Id,
            UserId = userId,
            ConnectId = plan.ConnectId,
            Purpose = plan.Purpose,
            ConnectionTypes = string.Join(',', plan.ConnectionTypes),
            Language = plan.Language,
            ExpectedPhoneNumberId = plan.ExpectedPhoneNumberId,
            ExpectedDigits = plan.ExpectedDigits,
            ExpectedBusinessAccountId = plan.ExpectedBusinessAccountId,
            Status = link.Status,
            SetupStatus = link.WhatsappSetupStatus ?? WhatsappSetupStatus.Pending,
            CreatedAt = link.CreatedAt,
            ExpiresAt = link.ExpiresAt,
            ObservedAt = began,
            LookAt = began,
        });
        audit.Add(db, new(userId, AuditAction.SetupLinkCreated)
        {
            SetupLinkId = link.Id,
            PhoneNumberId = plan.ExpectedPhoneNumberId,
            Detail = plan.Purpose.ToString(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return plan.ConnectId;
    }

    private static SetupRefused Refused(string code, KapsoException e) => new(code, e.Explanation, Reachable: e.Status is not null);
}
