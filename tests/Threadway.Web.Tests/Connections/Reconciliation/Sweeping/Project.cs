using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;
using Threadway.Kapso.Emulator;
using Threadway.Web.Accounts;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

/// <summary>Many customers with their numbers at Kapso, and the same as rows in the database, as though all had connected long ago.</summary>
internal static class Project
{
    public static KapsoEmulatorOptions Options(int customers, int numbersEach) => new()
    {
        Seed = new()
        {
            Customers =
            [
                .. Enumerable.Range(0, customers).Select(customer => new CustomerSeed
                {
                    Id = CustomerId(customer),
                    Name = $"Customer {customer}",
                    ExternalCustomerId = UserId(customer).ToString(),
                    PhoneNumbers =
                    [
                        .. Enumerable.Range(0, numbersEach).Select(number => new PhoneNumberSeed
                        {
                            PhoneNumberId = NumberId(customer * numbersEach + number),
                            PhoneNumber = $"+57300{customer * numbersEach + number + 1_000_000}",
                            VerifiedName = $"Shop {customer}-{number}",
                            BusinessAccountId = "200000000000001",
                        }),
                    ],
                }),
            ],
        },
    };

    public static Guid UserId(int customer) => new($"0195a000-0000-7000-8000-{customer:D12}");

    public static string CustomerId(int customer) => new Guid($"0195b000-0000-7000-8000-{customer:D12}").ToString();

    public static string NumberId(int number) => $"{600_000_000_000_000L + number}";

    /// <summary>Every number of Kapso's customers becomes a connection that a read confirmed then.</summary>
    public static async Task<DateTimeOffset> HoldAllAsync(this ThreadwayApp app, TimeSpan ago)
    {
        var readAt = app.Time.GetUtcNow() - ago;
        var customers = new Dictionary<string, Guid>();
        var connections = new List<Connection>();
        var snapshots = new Dictionary<string, NumberSnapshot>();
        await foreach (var number in app.Services.GetRequiredService<KapsoClient>().PhoneNumbers.ListAsync(new() { PageSize = 100 }, TestContext.Current.CancellationToken))
        {
            if (number.CustomerId is not { } customer || !customer.StartsWith("0195b000", StringComparison.Ordinal)) continue;
            var userId = customers[customer] = UserId(int.Parse(customer[^12..], System.Globalization.CultureInfo.InvariantCulture));
            connections.Add(Row(userId, number.Id, snapshots[number.Id] = NumberSnapshot.Of(number), readAt));
        }
        await app.ReadAsync(async db =>
        {
            db.Users.AddRange(customers.Select(customer => new User
            {
                Id = customer.Value,
                UserName = customer.Key,
                PhoneNumber = $"+5731{customer.Value.ToString()[^8..]}",
                KapsoCustomerId = customer.Key,
                CreatedAt = readAt,
            }));
            db.Connections.AddRange(connections);
            db.Observations.AddRange(connections.SelectMany(row => (Observation[])[Said(row, Fact.Present), Said(row, Fact.ReceivingReady)]));
            return await db.SaveChangesAsync();
        });
        return readAt;

        Observation Said(Connection row, Fact fact) => new()
        {
            Id = Guid.CreateVersion7(),
            UserId = row.UserId,
            ConnectionId = row.Id,
            PhoneNumberId = row.PhoneNumberId,
            Witness = Witness.Webhook,
            Fact = fact,
            Snapshot = fact == Fact.Present ? snapshots[row.PhoneNumberId] : null,
            FirstObservedAt = readAt,
            ObservedAt = readAt,
        };
    }

    public static Connection Row(Guid userId, string phoneNumberId, NumberSnapshot number, DateTimeOffset readAt) => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = userId,
        PhoneNumberId = phoneNumberId,
        PhoneNumber = number.PhoneNumber,
        Digits = number.Digits,
        VerifiedName = number.VerifiedName,
        BusinessAccountId = number.BusinessAccountId,
        ConnectionType = number.IsCoexistence == true ? ConnectionType.Coexistence : ConnectionType.Dedicated,
        QualityRating = number.QualityRating,
        MadeAt = number.CreatedAt,
        ConnectedAt = readAt,
        ReadAt = readAt,
        Lights = new() { Linked = LightReason.Linked, Receiving = LightReason.Receiving, Sending = LightReason.Sending },
    };
}
