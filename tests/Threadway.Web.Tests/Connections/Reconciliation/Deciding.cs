using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data.Sqlite;
using Threadway.Web.Hosting;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>A small world that is made up: what Kapso has, whom the webhook, the redirect and the sweep reach.</summary>
internal static class Deciding
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid User = Guid.Parse("0195a000-0000-7000-8000-000000000001");
    public static readonly Guid Stranger = Guid.Parse("0195a000-0000-7000-8000-000000000002");

    public static readonly Gen<NumberSnapshot> Snapshots = Gen.Select(
        OneOf("CONNECTED", "DISCONNECTED", "PENDING", "SOMETHING_NEW"), OneOf("201", "202"), OneOf("571", "572"), Gen.Int[0, 40], Gen.Bool,
        (status, account, digits, minute, coexistence) => new NumberSnapshot
        {
            Status = status,
            BusinessAccountId = account,
            Digits = digits,
            IsCoexistence = coexistence,
            CreatedAt = Start.AddMinutes(minute),
        });

    public static readonly Gen<NumberReading> Readings = Gen.Select(
        OneOf("n1", "n2", "n3"), Gen.Enum<NumberSight>(), Gen.Int[0, 60], Snapshots,
        (id, sight, minute, snapshot) => new NumberReading(id, sight, Start.AddMinutes(minute)) { Snapshot = sight == NumberSight.Present ? snapshot : null, Reason = "503" });

    public static readonly Gen<SetupLinkRow> Links = Gen.Select(
        Gen.Int[0, 40], Gen.Enum<SetupPurpose>(), OneOf("active", "used", "expired"), OneOf("n1", "n2"), OneOf("201", "202"),
        (minute, purpose, status, expected, account) => new SetupLinkRow
        {
            Id = $"link-{minute}",
            UserId = User,
            ConnectId = User,
            Purpose = purpose,
            ConnectionTypes = "",
            Status = new(status),
            CreatedAt = Start.AddMinutes(minute),
            ObservedAt = Start.AddMinutes(minute),
            ExpectedPhoneNumberId = purpose == SetupPurpose.Reconnect ? expected : null,
            ExpectedDigits = purpose == SetupPurpose.Reconnect ? "571" : null,
            ExpectedBusinessAccountId = purpose == SetupPurpose.Reconnect ? account : null,
        });

    public static readonly Gen<KapsoReading> Worlds = Gen.Select(
        Readings.Array[0, 4], OneOf("active", "used", "expired", "revoked").Array[0, 3], Gen.Bool, Gen.Int[0, 60],
        (numbers, statuses, gone, minute) => new KapsoReading
        {
            Numbers = [.. numbers.DistinctBy(number => number.PhoneNumberId)],
            Links = [.. statuses.Select((status, index) => LinkAtKapso($"link-{index * 10}", status))],
            CustomerGone = gone && statuses.Length == 0,
            LinksReadAt = Start.AddMinutes(minute),
        });

    public static readonly Gen<(SetupLinkRow[] Links, KapsoReading[] Looks)> Histories =
        Gen.Select(Links.Array[0, 3], Worlds.Array[1, 4], (links, looks) => (links.DistinctBy(link => link.Id).ToArray(), looks));

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    public static SetupLink LinkAtKapso(string id, string status) => new()
    {
        Id = id,
        Status = new(status),
        Url = new("https://app.kapso.ai/whatsapp/setup/x"),
        CreatedAt = Start,
        WhatsappSetupStatus = WhatsappSetupStatus.Completed,
    };

    public static SetupLinkRow NewLink(SetupPurpose purpose, string id = "link", int minute = -1, string? businessAccount = null) => new()
    {
        Id = id,
        UserId = User,
        ConnectId = User,
        Purpose = purpose,
        ConnectionTypes = "",
        Status = SetupLinkStatus.Active,
        CreatedAt = Start.AddMinutes(minute),
        ObservedAt = Start.AddMinutes(-1),
        ExpectedPhoneNumberId = purpose == SetupPurpose.Reconnect ? "n1" : null,
        ExpectedDigits = purpose == SetupPurpose.Reconnect ? "571" : null,
        ExpectedBusinessAccountId = businessAccount,
    };

    public static UserRows Hold(IEnumerable<SetupLinkRow> links, Guid? user = null) => new()
    {
        UserId = user ?? User,
        CustomerId = "customer",
        // Rows are changed: each history has its own.
        Links = [.. links.OrderByDescending(link => link.CreatedAt).Select(Copy)],
    };

    public static SetupLinkRow Copy(SetupLinkRow link)
    {
        var copy = new SetupLinkRow
        {
            Id = link.Id,
            UserId = link.UserId,
            ConnectId = link.ConnectId,
            Purpose = link.Purpose,
            ConnectionTypes = link.ConnectionTypes,
            CreatedAt = link.CreatedAt,
            ExpectedPhoneNumberId = link.ExpectedPhoneNumberId,
            ExpectedDigits = link.ExpectedDigits,
            ExpectedBusinessAccountId = link.ExpectedBusinessAccountId,
        };
        LinkState.Of(link).ApplyTo(copy);
        return copy;
    }

    /// <summary>Decides, and changes the rows as the app does; the context is never connected to anything.</summary>
    public static Decision Run(UserRows rows, KapsoReading look, ReconciliationTrigger trigger)
    {
        var now = look.Numbers.Select(number => number.ReadAt).Append(look.LinksReadAt ?? Start).Max().AddSeconds(1);
        if (trigger.Return is { } claim && rows.Links.TrueForAll(link => link.Id != claim.LinkId)) trigger = ReconciliationTrigger.Sweep;
        using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options);
        var decision = Decider.Decide(rows, look, trigger, now);
        var writer = new DecisionWriter(new AuditLog(new RequestOrigin(new HttpContextAccessor()), TimeProvider.System), db, rows, trigger.Witness, now);
        writer.ApplyToFormerOwners(decision);
        writer.Apply(decision);
        return decision;
    }

    public static string Statuses(UserRows rows) =>
        string.Join('\n', rows.Connections.OrderBy(c => c.PhoneNumberId, StringComparer.Ordinal).Select(c => $"{c.PhoneNumberId} {c.Status} {c.Lights.Linked}"));

    public static string State(UserRows rows) =>
        string.Join('\n', rows.Connections.Select(c => $"{c.PhoneNumberId} {c.Status} {c.Lights} {c.Digits}")
            .Concat(rows.Links.Select(link => $"{link.Id} {LinkState.Of(link)}")));
}
