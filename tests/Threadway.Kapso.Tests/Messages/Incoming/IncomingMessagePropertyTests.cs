using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages.Incoming;

public sealed class IncomingMessagePropertyTests
{
    private static readonly string[] Bodies = [.. Payload.Names("messages").Select(Payload.Text)];

    private static readonly string[] Oddities =
    [
        "null", "true", "7", "-1e400", "1.50", "\"\"", "\"text\"", "\"\\ud800\"", "\"/x\"", "\"file:///x\"", "\"1780300800\"", "\"ES.1\"", "[]", "[null]",
        "[{}]", "[[]]", "{}", "{\"id\":null}", "{\"id\":\"1\"}", "\"{\\\"a\\\":\"",
    ];

    [Fact]
    public void A_body_whose_bytes_are_damaged_throws_nothing_and_makes_nothing_hollow()
    {
        Gen.Select(Gen.Int[0, Bodies.Length - 1], Mutation.Any.Array[1, 8]).Sample((which, changes) =>
        {
            var body = changes.Aggregate(System.Text.Encoding.UTF8.GetBytes(Bodies[which]), Mutation.Of);

            if (JsonRead.Object(body) is { } root)
                Holds(root);
        }, iter: 20_000);
    }

    [Fact]
    public void A_body_with_any_member_of_another_shape_throws_nothing_and_makes_nothing_hollow()
    {
        Gen.Select(Gen.Int[0, Bodies.Length - 1], Gen.Select(Gen.Int[0, 1000], Gen.OneOf(Oddities)).Array[1, 3]).Sample((which, changes) =>
        {
            var root = JsonNode.Parse(Bodies[which])!;
            foreach (var (at, oddity) in changes)
                Replace(root, at, oddity);

            Holds(JsonElement.Parse(root.ToJsonString()));
        }, iter: 20_000);
    }

    private static void Holds(JsonElement root)
    {
        if (MessageConverter.Read(root) is not { } message)
            return;

        Assert.Empty(Wholeness.Complaints(message));
        Assert.True(JsonElement.DeepEquals(root, message.Raw));
        Assert.NotNull(message.ToString());
        _ = message.Chat;
    }

    private static void Replace(JsonNode root, int at, string oddity)
    {
        JsonNode[] nodes = [.. Below(root)];
        if (nodes.Length == 0)
            return;

        var old = nodes[at % nodes.Length];
        // Half a surrogate pair, which no node can hold.
        JsonNode? odd = oddity.Contains("ud800", StringComparison.Ordinal) ? "\uFFFD" : JsonNode.Parse(oddity);
        if (old.Parent is JsonObject parent)
            parent[old.GetPropertyName()] = odd;
        else
            old.Parent!.AsArray()[old.GetElementIndex()] = odd;
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child)),
        _ => [],
    };
}
