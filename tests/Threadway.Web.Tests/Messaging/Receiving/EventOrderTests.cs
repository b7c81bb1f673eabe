using CsCheck;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class EventOrderTests(SharedApp shared)
{
    private const string Typed = "541123456789", WaId = "5491123456789", NewWaId = "5491198765432";

    /// <summary>In any order, in groups of any size, and each as often as it likes.</summary>
    [Fact]
    public async Task Whatever_the_order_of_a_conversations_events_the_same_rows_come_of_them()
    {
        var expected = await RowsAfterAsync(all => [all]);
        Assert.Contains($"contact {NewWaId} {Typed} AR.2 Ana Maria False 5", expected, StringComparison.Ordinal);
        Assert.Contains("unread 3 last wamid.system", expected, StringComparison.Ordinal);
        Assert.Contains("wamid.own", expected, StringComparison.Ordinal);

        await Gen.Select(Gen.Int, Gen.Int[1, 12]).SampleAsync(
            async (seed, size) =>
            {
                var actual = await RowsAfterAsync(all => [.. all.Concat(all.Where((_, i) => (i + seed) % 3 == 0)).OrderBy(_ => Shuffled(ref seed)).Chunk(size)]);
                Assert.Equal(expected, actual);
            },
            iter: 40, threads: 2);
    }

    private static int Shuffled(ref int seed) => seed = unchecked((seed * 1_103_515_245) + 12_345) & 0x3FFF_FFFF;

    private async Task<string> RowsAfterAsync(Func<KapsoEvent[], IReadOnlyList<KapsoEvent[]>> order)
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Typed);
        foreach (var group in order([.. Events(number.Told, own)])) await number.HearAsync(group);
        return await number.RowsAsync();
    }

    private static IEnumerable<KapsoEvent> Events(ToldEvents told, MessageRow own)
    {
        var id = own.Id.ToString();
        yield return told.Outbound("wamid.own", 10, WaId, ["sent@10"], id);
        yield return told.Outbound("wamid.own", 10, WaId, ["sent@10", "delivered@11"], id);
        yield return told.Outbound("wamid.own", 10, WaId, ["sent@10", "delivered@11", "read@12"], id);
        yield return told.Outbound("wamid.own", 10, WaId, ["sent@10", "failed@13:131026"], id);
        yield return told.StatusAlone("wamid.own", WaId, "played@14", id);
        yield return told.Text("wamid.in1", 20, WaId, "AR.1", "Ana");
        yield return told.Inbound("wamid.in2", 30, "text", """{"body":"Otra"}""", WaId, "AR.1", "Ana M", """{"context":{"id":"wamid.in1"}}""");
        yield return told.Inbound("wamid.reaction", 40, "reaction", """{"message_id":"wamid.own","emoji":"👍"}""", WaId, "AR.1", "Ana M");
        yield return told.Inbound("wamid.edit", 50, "edit", """{"original_message_id":"wamid.in2","message":{"type":"text","text":{"body":"Mejor"}}}""", WaId, "AR.1", "Ana M");
        yield return told.Inbound("wamid.revoke", 60, "revoke", """{"original_message_id":"wamid.in1"}""", WaId, "AR.1", "Ana M");
        yield return told.Outbound("wamid.echo", 70, WaId, [], origin: "business_app", status: "sent");
        yield return told.Inbound("wamid.old-in", -900, "text", """{"body":"Antes"}""", WaId, origin: "history_sync");
        yield return told.Outbound("wamid.old-out", -800, WaId, [], origin: "history_sync", status: "read");
        yield return told.Identity(null, "AR.2", "AR.1");
        yield return told.Inbound("wamid.in3", 80, "text", """{"body":"Soy yo"}""", null, "AR.2", "Ana Maria");
        yield return told.Inbound("wamid.system", 90, "system", $$"""{"type":"user_changed_number","body":"x","wa_id":"{{NewWaId}}"}""", WaId, "AR.1");
        yield return told.Marketing(WaId, "stopped", 3, 21);
        yield return told.Marketing(WaId, "resumed", 5, 41);
        yield return told.Marketing(WaId, "stopped", 4, 31);
        yield return told.Outbound("wamid.program", 35, WaId, ["sent@35"], type: "image", content: """{"id":"1"}""");
        yield return told.Outbound("wamid.program", 35, WaId, ["sent@35", "delivered@36"], type: "image", content: """{"id":"1"}""");
        yield return told.Outbound("wamid.late", 37, WaId, ["failed@38:131047"], type: "image", content: """{"id":"2"}""");
    }
}
