using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Threadway.Web.Data.Sqlite;

internal sealed class UtcTextConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));
