using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Threadway.Web.Data;

internal static class ManyCommands
{
    /// <summary>
    /// Runs one statement for each row of values, in the context's transaction: in one round trip where the engine has such, and with
    /// one preparation where it has not. Returns the ids that they return. For what is written thousands of times a second.
    /// </summary>
    /// <param name="text">With the parameters <c>@p0</c>, <c>@p1</c> and so on; it may return rows with one id.</param>
    public static async Task<List<Guid>> ExecuteManyAsync(
        this ThreadwayDb db, string text, IEnumerable<object[]> rows, CancellationToken cancellationToken)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var returned = new List<Guid>();
        if (connection.CanCreateBatch)
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var row in rows)
            {
                var one = batch.CreateBatchCommand();
                one.CommandText = text;
                for (var i = 0; i < row.Length; i++) one.Parameters.Add(Parameter(one.CreateParameter(), i, row[i]));
                batch.BatchCommands.Add(one);
            }
            if (batch.BatchCommands.Count > 0) await ReadAsync(await batch.ExecuteReaderAsync(cancellationToken), returned, cancellationToken);
            return returned;
        }

        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (text, transaction);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (command.Parameters.Count <= i) command.Parameters.Add(Parameter(command.CreateParameter(), i, row[i]));
                else command.Parameters[i].Value = row[i];
            }
            await ReadAsync(await command.ExecuteReaderAsync(cancellationToken), returned, cancellationToken);
        }
        return returned;
    }

    private static async Task ReadAsync(DbDataReader rows, List<Guid> returned, CancellationToken cancellationToken)
    {
        await using var disposed = rows;
        do
        {
            while (await rows.ReadAsync(cancellationToken)) returned.Add(rows.GetGuid(0));
        }
        while (await rows.NextResultAsync(cancellationToken));
    }

    private static DbParameter Parameter(DbParameter parameter, int index, object value)
    {
        (parameter.ParameterName, parameter.Value) = ($"@p{index}", value);
        return parameter;
    }
}
