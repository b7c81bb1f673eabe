using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Threadway.Web.Data;

/// <summary>What <c>dotnet ef migrations add</c> looks at, so that it need not start the app.</summary>
internal sealed class DesignTimeDatabase : IDesignTimeDbContextFactory<ThreadwayDb>
{
    public ThreadwayDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ThreadwayDb>().UseSqlite("Data Source=:memory:").UseSnakeCaseNamingConvention().Options);
}
