using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class SilenceTests
{
    private const string Inactive = "whatsapp.conversation.inactive";
    private const string Ended = "whatsapp.conversation.ended";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_silence_is_told_once()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await ListenAsync(lab, chat, "/a", Inactive, 30);

        time.Advance(TimeSpan.FromMinutes(30));
        await lab.Receiver.NextAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"10:00:00"}""");

        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task That_a_conversation_ended_by_itself_is_told_once_until_it_opens_again()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await ListenAsync(lab, chat, "/a", Ended);

        time.Advance(TimeSpan.FromHours(24));
        var told = await lab.Receiver.NextAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"48:00:00"}""");
        var again = lab.Receiver.Waiting();
        await chat.WriteAsync("""{"text":{"body":"Back"}}""");
        await lab.PostAsync("/_emulator/clock", """{"advance":"24:00:00"}""");
        var second = await lab.Receiver.NextAsync();

        Assert.Empty(again);
        Assert.Equal((Ended, Ended), (told.Event, second.Event));
    }

    [Fact]
    public async Task A_conversation_that_was_closed_by_hand_is_neither_inactive_nor_ended_a_second_time()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await ListenAsync(lab, chat, "/a", Ended);
        await ListenAsync(lab, chat, "/b", Inactive, 1);
        var id = (await lab.GetAsync("/platform/v1/whatsapp/conversations")).Data[0]!["id"];

        await lab.PatchAsync($"/platform/v1/whatsapp/conversations/{id}", """{"whatsapp_conversation":{"status":"ended"}}""");
        var told = await lab.Receiver.NextAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"48:00:00"}""");

        Assert.Equal(Ended, told.Event);
        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task A_webhook_that_is_paused_hears_of_no_silence()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = (await ListenAsync(lab, chat, "/a", Inactive, 1)).Text("data.id");
        await lab.PatchAsync($"/platform/v1/whatsapp/webhooks/{id}", """{"whatsapp_webhook":{"active":false}}""");

        await lab.PostAsync("/_emulator/clock", """{"advance":"00:10:00"}""");
        await lab.PatchAsync($"/platform/v1/whatsapp/webhooks/{id}", """{"whatsapp_webhook":{"active":true}}""");
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:10:00"}""");

        Assert.Empty(lab.Receiver.Waiting());
    }

    private Task<Lab> StartAsync() => Lab.StartAsync(options => options.TimeProvider = time);

    private static async Task<Reply> ListenAsync(Lab lab, Chat chat, string path, string name, int minutes = 60) => (await lab.PostAsync(
        $"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks",
        $$"""{"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}{{path}}","secret_key":"n","events":["{{name}}"],"inactivity_minutes":{{minutes}} } }""")).Ok();
}
