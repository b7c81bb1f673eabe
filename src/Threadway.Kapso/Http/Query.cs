using System.Globalization;
using System.Text;

namespace Threadway.Kapso.Http;

/// <summary>A query that leaves out what has no value.</summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    public Query With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));

        return this;
    }

    public Query With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    public Query With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query With(string name, DateTimeOffset? value) =>
        With(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();

    /// <summary>The query and one part more, which is not kept.</summary>
    public string And(string name, string? value) =>
        value is null ? ToString() : $"{text}{(text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
}
