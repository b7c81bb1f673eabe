using System.Data.Common;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Threadway.Web.Data;

/// <summary>
/// What a start reads before anybody is answered. With plain commands, for EF Core takes longer to begin than most of the rest; where
/// they do not get on, it has the word.
/// </summary>
/// <param name="source">Makes no database that is not there.</param>
/// <param name="applied">Gives the ids of the migrations that the database has seen.</param>
/// <param name="context">The engine's, beside which its migrations stand.</param>
internal sealed class DatabaseAtStart(DbDataSource source, string applied, Type context)
{
    /// <summary>Those that are empty are passed over, as ASP.NET Core does.</summary>
    private const string Keys = "SELECT xml FROM data_protection_keys WHERE xml <> ''";

    /// <summary>True where the schema is this version's; false where it is not, or where this does not tell.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<bool> IsUpToDateAsync()
    {
        try
        {
            var seen = new HashSet<string>();
            await using var query = source.CreateCommand(applied);
            await using var rows = await query.ExecuteReaderAsync();
            while (await rows.ReadAsync()) seen.Add(rows.GetString(0));
            return seen.IsSupersetOf(MigrationIds());
        }
        catch (DbException e) when (!e.IsTransient)
        {
            return false;
        }
    }

    /// <exception cref="DbException">The database cannot be reached, or has none yet.</exception>
    public List<XElement> ReadKeys()
    {
        var keys = new List<XElement>();
        using var query = source.CreateCommand(Keys);
        using var rows = query.ExecuteReader();
        while (rows.Read()) keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    private IEnumerable<string> MigrationIds() =>
        from type in context.Assembly.GetTypes()
        where type.Namespace == context.Namespace && type.IsSubclassOf(typeof(Migration))
        select type.GetCustomAttribute<MigrationAttribute>()!.Id;
}
