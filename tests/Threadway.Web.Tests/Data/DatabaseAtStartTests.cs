using System.Data.Common;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Threadway.Web.Data;

namespace Threadway.Web.Tests.Data;

public sealed class DatabaseAtStartTests
{
    [Fact]
    public async Task A_schema_of_this_version_is_known_without_EF_Core_and_an_older_one_too()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var look = app.Services.GetRequiredService<DatabaseAtStart>();

        var before = await look.IsUpToDateAsync();
        await app.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
            """DELETE FROM "__EFMigrationsHistory" WHERE migration_id = (SELECT max(migration_id) FROM "__EFMigrationsHistory")"""));

        Assert.True(before);
        Assert.False(await look.IsUpToDateAsync());
    }

    [Fact]
    public async Task Where_there_is_no_history_it_does_not_tell()
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""DROP TABLE "__EFMigrationsHistory" """));

        Assert.False(await app.Services.GetRequiredService<DatabaseAtStart>().IsUpToDateAsync());
    }

    [Fact]
    public async Task The_keys_are_those_that_EF_Core_reads()
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.SignInAsync();

        var keys = app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!.GetAllElements();

        var stored = await app.ReadAsync(db => db.DataProtectionKeys.Select(key => key.Xml).ToListAsync());
        Assert.NotEmpty(stored);
        Assert.Equal(stored.Count, keys.Count);
        Assert.All(keys, key => Assert.Contains(stored, xml => xml!.Contains(key.Attribute("id")!.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_without_content_is_passed_over()
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.SignInAsync();
        var repository = app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!;
        var before = repository.GetAllElements().Count;

        await app.ReadAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO data_protection_keys (xml) VALUES (''), (NULL)"));

        Assert.Equal(before, repository.GetAllElements().Count);
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_an_error_and_not_none()
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.SignInAsync();
        var keys = app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!;
        await app.ReadAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE data_protection_keys RENAME TO elsewhere"));

        Assert.ThrowsAny<DbException>(keys.GetAllElements);
    }
}
