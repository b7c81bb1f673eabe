using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Threadway.Kapso.Tests.Support;

/// <summary>
/// Finds what no reader may make: a member that promises a value and has none, and an object whose members are all empty.
/// </summary>
internal static class Wholeness
{
    private static readonly string[] Always = ["Raw", "EqualityContract", "Class"];

    public static IEnumerable<string> Complaints(object value, string path = "")
    {
        path = path.Length == 0 ? value.GetType().Name : path;
        var members = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            // An event's body is what it was read from; what a form's answer says in its body is words.
            .Where(member => !Always.Contains(member.Name) && (member.Name, member.PropertyType) != ("Body", typeof(JsonElement)))
            .Select(member => (member, held: member.GetValue(value)))
            .ToArray();

        foreach (var (member, held) in members)
        {
            if (held is null && new NullabilityInfoContext().Create(member).ReadState == NullabilityState.NotNull)
                yield return $"{path}.{member.Name} promises a value and has none.";

            var parts = held switch
            {
                string or Uri or ValueType or null => [],
                IEnumerable list => list.Cast<object?>(),
                var one => [one],
            };
            foreach (var part in parts)
            {
                if (part is null)
                    yield return $"{path}.{member.Name} has nothing in it.";
                else if (IsOurs(part))
                    foreach (var complaint in Complaints(part, $"{path}.{member.Name}"))
                        yield return complaint;
            }
        }

        if (members.Length > 0 && members.All(it => IsEmpty(it.held)))
            yield return $"{path} is hollow.";
    }

    private static bool IsOurs(object part) => part.GetType().Assembly == typeof(KapsoClient).Assembly && part is not Recipient;

    private static bool IsEmpty(object? held) => held switch
    {
        null or false or JsonElement { ValueKind: JsonValueKind.Undefined } => true,
        string => false,
        ICollection list => list.Count == 0,
        _ => false,
    };
}
