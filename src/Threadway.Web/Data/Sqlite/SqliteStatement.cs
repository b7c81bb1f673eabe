using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Threadway.Web.Data.Sqlite;

/// <summary>A statement that is prepared once and run thousands of times a second, without an object for each value.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 200;

    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;
    private int bound;

    public SqliteStatement(SqliteConnection connection, string text)
    {
        db = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(db, text, raw.SQLITE_PREPARE_PERSISTENT, out statement), db);
    }

    public SqliteStatement Bind(string? value)
    {
        if (value is null) return Check(raw.sqlite3_bind_null(statement, ++bound));
        if (value.Length is 0 or > ShortText) return Check(raw.sqlite3_bind_text16(statement, ++bound, value));

        // As the file has it: SQLite would make memory for each to bring it there.
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(ShortText)];
        return BindText(text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    public SqliteStatement Bind(long value) => Check(raw.sqlite3_bind_int64(statement, ++bound, value));

    public SqliteStatement Bind(ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(statement, ++bound, value));

    public SqliteStatement Bind(DateTimeOffset? value)
    {
        if (value is not { } instant) return Bind((string?)null);

        Span<byte> text = stackalloc byte[SqliteInstant.Length];
        return BindText(text[..SqliteInstant.Write(instant, text)]);
    }

    /// <summary>As the context writes it.</summary>
    public SqliteStatement Bind(Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return BindText(text);
    }

    /// <summary>Whether there is a row, or another one.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW) return true;
        if (result is not raw.SQLITE_DONE) throw Failure(result);

        Reset();
        return false;
    }

    /// <summary>Runs what gives no rows; returns how many it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }
        return raw.sqlite3_changes(db);
    }

    /// <summary>Whether it gives any row.</summary>
    public bool Any()
    {
        var any = Step();
        if (any) Reset();
        return any;
    }

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public DateTimeOffset Time(int column) => SqliteInstant.Read(Text(column));

    public void Dispose() => statement.Dispose();

    /// <summary>Ready for the next values; done by itself where there are no more rows.</summary>
    public void Reset()
    {
        bound = 0;
        _ = raw.sqlite3_reset(statement);
    }

    /// <param name="text">Not empty: that would be null.</param>
    private SqliteStatement BindText(ReadOnlySpan<byte> text) => Check(raw.sqlite3_bind_text(statement, ++bound, text));

    private SqliteStatement Check(int result) => result == raw.SQLITE_OK ? this : throw Failure(result);

    private SqliteException Failure(int result)
    {
        var failure = new SqliteException(raw.sqlite3_errmsg(db).utf8_to_string(), result, raw.sqlite3_extended_errcode(db));
        Reset();
        return failure;
    }
}
