using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Audit;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Data;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests;

/// <summary>What tests do to, and read from, the inside of the app.</summary>
internal static class AppSteps
{
    public static async Task AskForCodeAsync(this ThreadwayApp app, Person person)
    {
        using var answer = await app.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = person.PhoneNumber });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public static Task SweepAsync(this ThreadwayApp app) =>
        app.Services.GetRequiredService<Sweep>().SweepAsync(TestContext.Current.CancellationToken);

    public static Task<string> ContinuePathAsync(this ThreadwayApp app, Link link) => app.ReadAsync(async db =>
        SetupPaths.Continue(await db.SetupLinks.Where(row => row.Id == link.Id).Select(row => row.ConnectId).SingleAsync()));

    public static Task<SetupLinkRow> LinkRowAsync(this ThreadwayApp app, string linkId) =>
        app.ReadAsync(db => db.SetupLinks.SingleAsync(row => row.Id == linkId));

    public static Task<List<AuditEntry>> AuditAsync(this ThreadwayApp app) => app.ReadAsync(db => db.AuditEntries.ToListAsync());

    public static Task<List<WebhookEvent>> EventsAsync(this ThreadwayApp app) => app.ReadAsync(db => db.WebhookEvents.ToListAsync());

    /// <summary>Takes the customer from its user, as though our own write of it had not happened; returns the user.</summary>
    public static Task<Guid> ForgetCustomerAsync(this ThreadwayApp app, string customerId) => app.ReadAsync(async db =>
    {
        var userId = await db.Users.Where(u => u.KapsoCustomerId == customerId).Select(u => u.Id).SingleAsync();
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.KapsoCustomerId, (string?)null));
        return userId;
    });

    public static Task<int> RememberCustomerAsync(this ThreadwayApp app, Guid userId, string customerId) => app.ReadAsync(db =>
        db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.KapsoCustomerId, customerId)));

    /// <summary>As though the number had belonged to another business account when the reconnect began.</summary>
    public static Task<int> ExpectBusinessAccountAsync(this ThreadwayApp app, string linkId, string businessAccountId) => app.ReadAsync(db =>
        db.SetupLinks.Where(row => row.Id == linkId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpectedBusinessAccountId, businessAccountId)));

    /// <summary>The number as its owner's page shows it.</summary>
    public static async Task<ConnectionView> ViewAsync(this ThreadwayApp app, string phoneNumberId) =>
        (await app.Services.GetRequiredService<ConnectionQueries>().FindAsync(await app.OwnerAsync(phoneNumberId), phoneNumberId, TestContext.Current.CancellationToken))!;

    public static async Task<IReadOnlyList<EvidenceLine>> EvidenceAsync(this ThreadwayApp app, string phoneNumberId) =>
        await app.Services.GetRequiredService<ConnectionQueries>()
            .GetEvidenceAsync(await app.OwnerAsync(phoneNumberId), phoneNumberId, TestContext.Current.CancellationToken);

    public static Task<Guid> OwnerAsync(this ThreadwayApp app, string phoneNumberId) =>
        app.ReadAsync(db => db.Connections.Where(c => c.PhoneNumberId == phoneNumberId).Select(c => c.UserId).FirstAsync());

    /// <summary>
    /// How often a page that opens is told of nothing at most: as soon as it listens, and in a cluster once more when the others know of it.
    /// </summary>
    public static int ToldOnOpening(this ThreadwayApp app) => app.Services.GetRequiredService<ClusterNode>().IsAlone ? 1 : 2;

    public static async Task<T> ReadAsync<T>(this ThreadwayApp app, Func<ThreadwayDb, Task<T>> read)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync();
        return await read(db);
    }
}
