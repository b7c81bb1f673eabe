using System.Globalization;
using System.Text;
using Threadway.Web.Data.Sqlite;

namespace Threadway.Web.Tests.Webhooks;

public sealed class SqliteInstantTests
{
    /// <summary>Whatever the context writes and compares, these must be the same to the letter.</summary>
    [Theory]
    [InlineData("2026-11-28T10:00:00Z")]
    [InlineData("2026-11-28T10:00:00.5Z")]
    [InlineData("2026-11-28T10:00:00.0000001Z")]
    [InlineData("2026-11-28T10:00:00.1230Z")]
    [InlineData("2026-11-28T10:00:00.9999999Z")]
    [InlineData("2026-11-28T10:00:59.0500000Z")]
    [InlineData("2026-11-28T12:00:00.25+05:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void An_instant_is_written_as_the_context_writes_it_and_read_back(string text)
    {
        var instant = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        var buffer = new byte[SqliteInstant.Length];

        var written = Encoding.UTF8.GetString(buffer, 0, SqliteInstant.Write(instant, buffer));

        Assert.Equal(instant.UtcDateTime.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture), written);
        Assert.Equal(instant.ToUniversalTime(), SqliteInstant.Read(written));
    }
}
