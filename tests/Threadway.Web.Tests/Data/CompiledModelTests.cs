using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Threadway.Web.Data;
using Threadway.Web.Data.Postgres;
using Threadway.Web.Data.Sqlite;

namespace Threadway.Web.Tests.Data;

/// <summary>The models that were compiled so that no start has to build them.</summary>
public sealed class CompiledModelTests
{
    [Fact]
    public void SQLites_says_what_the_code_says() => AssertInStep<SqliteDb>(new SqliteDesign());

    [Fact]
    public void PostgreSQLs_says_what_the_code_says() => AssertInStep<PostgresDb>(new PostgresDesign());

    private static void AssertInStep<TDb>(IDesignTimeDbContextFactory<TDb> design) where TDb : ThreadwayDb
    {
        using var db = design.CreateDbContext([]);

        var compiled = Describe(db.Model);

        Assert.StartsWith($"Threadway.Web.Data.{typeof(TDb).Namespace!.Split('.')[^1]}.Compiled", db.Model.GetType().Namespace, StringComparison.Ordinal);
        // Where this fails: .ci/model
        Assert.Equal(Describe(db.GetService<IDesignTimeModel>().Model), compiled);
    }

    private static IEnumerable<string> Describe(IModel model) =>
        model.GetEntityTypes().SelectMany(Describe).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Describe(IEntityType type) =>
    [
        $"{type.GetTableName()}: {type.ClrType}",
        .. Properties(type).Select(property =>
            $"{type.GetTableName()}.{property.GetColumnName()}: {property.ClrType} {property.GetColumnType()} {property.IsNullable} {property.IsConcurrencyToken} {property.ValueGenerated} "
            + $"{property.GetMaxLength()} {(property.GetValueConverter() ?? property.GetTypeMapping().Converter)?.GetType()}"),
        .. type.GetKeys().Select(key => $"{type.GetTableName()} key {Columns(key.Properties)} {key.IsPrimaryKey()}"),
        .. type.GetForeignKeys().Select(key => $"{type.GetTableName()} to {key.PrincipalEntityType.GetTableName()} {Columns(key.Properties)} {key.DeleteBehavior}"),
        .. type.GetIndexes().Select(index => $"{type.GetTableName()} index {index.GetDatabaseName()} {Columns(index.Properties)} {index.IsUnique} {index.GetFilter()}"),
    ];

    private static IEnumerable<IProperty> Properties(ITypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(property => Properties(property.ComplexType)));

    private static string Columns(IEnumerable<IProperty> properties) => string.Join(',', properties.Select(property => property.GetColumnName()));
}
