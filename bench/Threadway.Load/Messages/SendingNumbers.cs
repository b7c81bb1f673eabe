using System.Globalization;
using System.Text.Json;

namespace Threadway.Load.Messages;

/// <summary>One user's connected numbers, in the app's database and at the emulator: as both would have them after a setup.</summary>
internal static class SendingNumbers
{
    public const string Owner = "+573159999999";

    private const string CustomerId = "0199b3a4-5c11-7d54-9a7e-3f2b7a1f0c11";

    private static readonly DateTime At = new(2026, 5, 1, 10, 0, 0, DateTimeKind.Utc);

    private static readonly string[] UserColumns =
    [
        "id", "phone_number", "kapso_customer_id", "created_at", "user_name", "normalized_user_name", "security_stamp", "concurrency_stamp",
        "email_confirmed", "phone_number_confirmed", "two_factor_enabled", "lockout_enabled", "access_failed_count",
    ];

    private static readonly string[] ConnectionColumns =
    [
        "id", "user_id", "phone_number_id", "phone_number", "digits", "verified_name", "business_account_id", "connection_type", "status",
        "linked", "receiving", "sending", "made_at", "connected_at", "unlinked_on_phone", "read_at", "version",
    ];

    /// <summary>Returns the user, and the numbers' own ids in order.</summary>
    public static async Task<(Guid User, IReadOnlyList<Guid> Connections)> AddSendersAsync(this Engine engine, int count, string connectionType)
    {
        var user = Guid.CreateVersion7();
        var connections = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToList();
        await engine.FillAsync("users", UserColumns, [[user, Owner, CustomerId, At, Owner, Owner, "a", "a", false, true, false, false, 0]]);
        await engine.FillAsync("connections", ConnectionColumns, connections.Select((id, number) => (object[])
        [
            id, user, Deliveries.NumberId(number), Rows.Phone(number), Rows.Phone(number)[1..], "Bakery", Account(number), connectionType, "Connected",
            "Linked", "Receiving", "Sending", At, At, false, At, 1,
        ]));
        return (user, connections);
    }

    /// <summary>The same numbers as a seed of the emulator.</summary>
    public static async Task<string> WriteSeedAsync(string folder, int count, string connectionType)
    {
        var path = Path.Combine(folder, $"load-{Guid.NewGuid():N}.json");
        var numbers = Enumerable.Range(0, count).Select(number => new
        {
            phoneNumberId = Deliveries.NumberId(number),
            businessAccountId = Account(number),
            phoneNumber = Rows.Phone(number),
            verifiedName = "Bakery",
            connectionType,
        });
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { customers = new[] { new { id = CustomerId, name = "Bakery", phoneNumbers = numbers } } }));
        return path;
    }

    /// <summary>An account has a hundred numbers at most of ours, so that its templates are read by few.</summary>
    private static string Account(int number) => (700_000_000_000_000 + (number / 100)).ToString(CultureInfo.InvariantCulture);
}
