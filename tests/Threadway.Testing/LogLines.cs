using Microsoft.Extensions.Logging.Testing;

namespace Threadway.Testing;

public static class LogLines
{
    /// <summary>All that was logged, with every value and scope, to look for what must not be there.</summary>
    public static IReadOnlyList<string> Lines(this FakeLogCollector logs) =>
    [
        .. logs.GetSnapshot().Select(record =>
            $"{record.Level} {record.Category}: {record.Message} {Values(record)} {string.Join(' ', record.Scopes)} {record.Exception}"),
    ];

    private static string Values(FakeLogRecord record) =>
        record.State is IEnumerable<KeyValuePair<string, string?>> values ? string.Join(' ', values.Select(value => value.Value)) : "";
}
