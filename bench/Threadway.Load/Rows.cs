using System.Data.Common;
using System.Globalization;

namespace Threadway.Load;

/// <summary>What is in the database before, and counted afterwards.</summary>
internal static class Rows
{
    /// <summary>A user with one connected number each.</summary>
    public static async Task AddNumbersAsync(this Engine engine, int numbers)
    {
        await using var db = await engine.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await using var user = db.Prepared(transaction, """
            INSERT INTO users (id, phone_number, kapso_customer_id, created_at, user_name, normalized_user_name, security_stamp, concurrency_stamp,
                email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            VALUES (@id, @phone, @customer, @at, @phone, @phone, 'a', 'a', @no, @yes, @no, @no, 0)
            """);
        await using var number = db.Prepared(transaction, """
            INSERT INTO connections (id, user_id, phone_number_id, phone_number, connection_type, status, linked, receiving, sending,
                made_at, connected_at, unlinked_on_phone, read_at, version)
            VALUES (@id, @id, @number, @phone, 'dedicated', 'Connected', 'Linked', 'Receiving', 'Sending', @at, @at, @no, @at, 1)
            """);
        var at = new DateTime(2026, 5, 1, 10, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < numbers; i++)
        {
            (string Name, object Value)[] values =
            [
                ("@id", Guid.CreateVersion7()), ("@phone", string.Create(CultureInfo.InvariantCulture, $"+57301{i:D7}")), ("@customer", Guid.NewGuid().ToString()),
                ("@number", Deliveries.NumberId(i)), ("@at", at), ("@no", false), ("@yes", true),
            ];
            await user.RunAsync(values);
            await number.RunAsync(values);
        }
        await transaction.CommitAsync();
    }

    public static async Task<long> CountAsync(this Engine engine, string query)
    {
        await using var db = await engine.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = query;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static DbCommand Prepared(this DbConnection db, DbTransaction transaction, string text)
    {
        var command = db.CreateCommand();
        (command.CommandText, command.Transaction) = (text, transaction);
        return command;
    }

    private static async Task RunAsync(this DbCommand command, IEnumerable<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values.Where(value => command.CommandText.Contains(value.Name, StringComparison.Ordinal)))
        {
            if (!command.Parameters.Contains(name))
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }
            command.Parameters[name].Value = value;
        }
        await command.ExecuteNonQueryAsync();
    }
}
