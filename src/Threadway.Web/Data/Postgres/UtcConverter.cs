using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Threadway.Web.Data.Postgres;

/// <summary>Npgsql takes instants in UTC alone.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.ToUniversalTime(), instant => instant);
