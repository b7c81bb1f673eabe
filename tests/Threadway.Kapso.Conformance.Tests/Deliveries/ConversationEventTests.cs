using System.Globalization;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

[Contract("9.6")]
public class ConversationEventTests(Target target)
{
    private const string Started = "whatsapp.conversation.created";
    private const string Ended = "whatsapp.conversation.ended";
    private const string Identity = "whatsapp.contact.identity_changed";
    private const string Marketing = "whatsapp.contact.marketing_preference_changed";

    private static Task<Received> OfAsync(Subscription number, string eventName, string person) => number.Inbox.NextAsync(
        one => one.Event == eventName && one.Body["conversation"]!["phone_number"]!.ToString() == person, eventName);

    [Fact]
    public async Task A_conversation_is_told_when_it_begins_and_when_somebody_ends_it()
    {
        _ = target.Control;
        await using var number = await Subscription.ToAsync(target, target.Number, Started, Ended, "whatsapp.message.received");

        var chat = await target.ChatAsync(target.Number);
        var begun = (await OfAsync(number, Started, chat.Person)).Fits(EventShapes.Of(Started));
        var first = (await OfAsync(number, "whatsapp.message.received", chat.Person)).Body;
        (await target.Platform.PatchAsync($"/whatsapp/conversations/{begun["conversation"]!["id"]}", """{"whatsapp_conversation":{"status":"ended"}}""")).Is(200);
        var ended = (await OfAsync(number, Ended, chat.Person)).Fits(EventShapes.Of(Ended));

        Assert.True(first["is_new_conversation"]!.GetValue<bool>());
        Assert.Equal("ended", ended["conversation"]!["status"]!.ToString());
    }

    [Fact]
    public async Task A_new_identity_is_told_with_the_one_before()
    {
        var control = target.Control;
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, Identity);

        (await control.PostAsync($"/phones/{chat.Person}/identity", """{"previousUserId":"CO.123456789"}""")).Is(204);

        var delivered = await number.Inbox.NextAsync(one => one.Body["contact"]!["wa_id"]?.ToString() == chat.Person, Identity);
        var body = delivered.Fits(EventShapes.Of(Identity));
        Assert.Equal(("CO.123456789", chat.Number), (body["previous"]!["business_scoped_user_id"]!.ToString(), body["phone_number_id"]!.ToString()));
    }

    [Fact]
    public async Task A_persons_word_on_marketing_is_told_in_a_sequence_that_climbs()
    {
        var control = target.Control;
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, Marketing);

        List<(string Status, string? Previous, long Sequence)> told = [];
        foreach (var status in new[] { "stopped", "resumed" })
        {
            (await control.PutAsync($"/phones/{chat.Person}/marketing-preference", $$"""{"phoneNumberId":"{{chat.Number}}","status":"{{status}}"}""")).Is(204);
            var delivered = await number.Inbox.NextAsync(one => one.Body["contact"]!["wa_id"]?.ToString() == chat.Person, Marketing);
            var preference = delivered.Fits(EventShapes.Of(Marketing))["marketing_preference"]!;
            told.Add((preference["status"]!.ToString(), preference["previous_status"]?.ToString(), long.Parse(preference["sequence"]!.ToJsonString(), CultureInfo.InvariantCulture)));
        }

        Assert.Equal([("stopped", null), ("resumed", "stopped")], told.Select(one => (one.Status, one.Previous)));
        Assert.True(told[1].Sequence > told[0].Sequence);
    }
}
