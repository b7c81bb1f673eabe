using System.Globalization;

namespace Threadway.Load;

/// <summary>What is in the database before, and counted afterwards.</summary>
internal static class Rows
{
    private static readonly DateTime At = new(2026, 5, 1, 10, 0, 0, DateTimeKind.Utc);

    private static readonly string[] UserColumns =
    [
        "id", "phone_number", "kapso_customer_id", "created_at", "user_name", "normalized_user_name", "security_stamp", "concurrency_stamp",
        "email_confirmed", "phone_number_confirmed", "two_factor_enabled", "lockout_enabled", "access_failed_count",
    ];

    private static readonly string[] ConnectionColumns =
    [
        "id", "user_id", "phone_number_id", "phone_number", "connection_type", "status", "linked", "receiving", "sending",
        "made_at", "connected_at", "unlinked_on_phone", "read_at", "version",
    ];

    private static readonly string[] EventColumns =
        ["id", "idempotency_key", "event", "lane", "received_at", "processed_at", "attempts", "body"];

    /// <summary>Users with one connected number each.</summary>
    public static async Task AddNumbersAsync(this Engine engine, int from, int to)
    {
        var ids = Enumerable.Range(from, to - from).Select(number => (Number: number, Id: Guid.CreateVersion7())).ToList();
        await engine.FillAsync("users", UserColumns, ids.Select(one => (object[])
            [one.Id, Phone(one.Number), Guid.NewGuid().ToString(), At, Phone(one.Number), Phone(one.Number), "a", "a", false, true, false, false, 0]));
        await engine.FillAsync("connections", ConnectionColumns, ids.Select(one => (object[])
            [one.Id, one.Id, Deliveries.NumberId(one.Number), Phone(one.Number), "dedicated", "Connected", "Linked", "Receiving", "Sending", At, At, false, At, 1]));
    }

    /// <summary>Events that were handled long ago: retention's to drop.</summary>
    public static Task AddHandledEventsAsync(this Engine engine, int count)
    {
        var body = new byte[1000];
        return engine.FillAsync("webhook_events", EventColumns, Enumerable.Range(0, count).Select(one => (object[])
            [Guid.CreateVersion7(), $"old:{one}", "whatsapp.message.received", Deliveries.NumberId(one % 1000), At, At, 1, body]));
    }

    /// <summary>Returns when nothing is left to handle.</summary>
    public static async Task DrainAsync(this Engine engine)
    {
        while (await engine.CountPendingAsync() > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }

    public static async Task<HashSet<Guid>> IdsAsync(this Engine engine, string table, string column)
    {
        await using var db = await engine.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = $"SELECT {column} FROM {table}";
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new HashSet<Guid>();
        while (await rows.ReadAsync())
            ids.Add(rows.GetGuid(0));
        return ids;
    }

    /// <summary>Events that are not handled yet.</summary>
    public static async Task<long> CountPendingAsync(this Engine engine)
    {
        await using var db = await engine.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "SELECT count(*) FROM webhook_events WHERE due_at IS NOT NULL";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"+57301{number:D7}");
}
