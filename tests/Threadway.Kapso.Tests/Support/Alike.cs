using System.Collections;
using System.Text.Json;

namespace Threadway.Kapso.Tests.Support;

/// <summary>Compares records member by member, lists item by item and JSON by what it says: their own equality goes by reference.</summary>
internal static class Alike
{
    public static string? Difference(object? one, object? other, string path = "")
    {
        switch (one, other)
        {
            case (null, null):
                return null;
            case (JsonElement left, JsonElement right):
                return JsonElement.DeepEquals(left, right) ? null : path;
            case (string or Uri or ValueType, _):
                return one.Equals(other) ? null : $"{path}: {one} is not {other}";
            case (IEnumerable left, IEnumerable right):
                object?[] lefts = [.. left.Cast<object?>()], rights = [.. right.Cast<object?>()];
                return lefts.Length != rights.Length
                    ? $"{path}: {lefts.Length} items are not {rights.Length}"
                    : lefts.Index().Select(item => Difference(item.Item, rights[item.Index], $"{path}[{item.Index}]")).FirstOrDefault(found => found is not null);
            case ({ } left, { } right) when left.GetType() == right.GetType():
                return left.GetType().GetProperties()
                    .Select(member => Difference(member.GetValue(left), member.GetValue(right), $"{path}.{member.Name}"))
                    .FirstOrDefault(found => found is not null);
            default:
                return $"{path}: {one ?? "nothing"} is not {other ?? "nothing"}";
        }
    }
}
