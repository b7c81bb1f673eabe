using System.Globalization;
using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.State;

public class HistoryTests
{
    [Fact]
    public async Task The_newest_messages_stay_and_an_older_one_is_as_unknown_as_any()
    {
        await using var lab = await Lab.StartAsync(options =>
        {
            options.History = 3;
            options.CoexistenceMessagesPerSecond = 100;
        });
        var chat = await Chat.OpenAsync(lab);

        List<string> sent = [];
        for (var i = 0; i < 5; i++)
            sent.Add(await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}"""));

        var listed = (await lab.GetAsync("/platform/v1/whatsapp/messages")).Data.Select(message => message!["id"]!.ToString());
        Assert.Equal(sent[2..].AsEnumerable().Reverse(), listed);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync($"/platform/v1/whatsapp/messages/{sent[1]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync($"{chat.Messages}/{sent[1]}")).Status);
        (await lab.GetAsync($"{chat.Messages}/{sent[2]}")).Ok();
    }

    [Fact]
    public async Task The_newest_deliveries_stay()
    {
        await using var lab = await Lab.StartAsync(options => options.History = 2);
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");

        for (var i = 0; i < 4; i++)
            await chat.WriteAsync($$"""{"text":{"body":"{{i}}"} }""");

        var kept = (await lab.GetAsync("/_emulator/webhook-deliveries")).Json.AsArray();
        Assert.Equal(["2", "3"], kept.Select(one => System.Text.Json.Nodes.JsonNode.Parse(one!["body"]!.ToString())!["message"]!["text"]!["body"]!.ToString()));
    }

    [Fact]
    public async Task Beyond_ten_conversations_for_each_message_the_idlest_goes_and_takes_an_unnamed_person_along()
    {
        await using var lab = await Lab.StartAsync(options => options.History = 1);
        var (_, number) = await lab.ConnectAsync();
        for (var person = 0; person < 10; person++)
            await WriteAsync(lab, number, person);
        (await lab.PatchAsync($"/platform/v1/whatsapp/contacts/{Person(0)}", """{"contact":{"display_name":"Ana"}}""")).Ok();

        await WriteAsync(lab, number, 2);
        await WriteAsync(lab, number, 10);

        var people = (await lab.GetAsync("/platform/v1/whatsapp/conversations?limit=100")).Data.Select(one => one!["phone_number"]!.ToString());
        Assert.Equal([10, 2, 9, 8, 7, 6, 5, 4, 3], people.Select(digits => int.Parse(digits[^4..], CultureInfo.InvariantCulture)));
        (await lab.GetAsync($"/platform/v1/whatsapp/contacts/{Person(0)}")).Ok();
        Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync($"/platform/v1/whatsapp/contacts/{Person(1)}")).Status);
    }

    [Fact]
    public async Task Who_fell_out_can_write_again()
    {
        await using var lab = await Lab.StartAsync(options => options.History = 1);
        var (_, number) = await lab.ConnectAsync();
        for (var person = 0; person < 11; person++)
            await WriteAsync(lab, number, person);

        await WriteAsync(lab, number, 0);

        (await lab.GetAsync($"/platform/v1/whatsapp/contacts/{Person(0)}")).Ok();
    }

    private static async Task WriteAsync(Lab lab, string number, int person) => (await lab.PostAsync(
        $"/_emulator/phones/{Person(person)}/messages", $$"""{"phoneNumberId":"{{number}}","text":{"body":"Hi"} }""")).Ok();

    private static string Person(int person) => string.Create(CultureInfo.InvariantCulture, $"57300123{person:D4}");
}
