using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

/// <summary>What is the emulator's own goes by either spelling of a phone too.</summary>
public class SpellingTests
{
    private const string Messages = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages";

    private static string HelloTo(string to) =>
        $$"""{"messaging_product":"whatsapp","to":"{{to}}","type":"template","template":{"name":"hello_world","language":{"code":"en_US"} } }""";

    [Theory]
    [InlineData("5531912345678", "553112345678")]
    [InlineData("541187654321", "5491187654321")]
    [InlineData("525587654321", "5215587654321")]
    public async Task A_phone_is_looked_at_and_written_from_by_either_spelling(string written, string waId)
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.PostAsync(Messages, HelloTo(written))).Ok().Json["messages"]![0]!["id"]!.ToString();

        foreach (var phone in new[] { written, waId, "+" + written })
        {
            var got = Assert.Single((await lab.GetAsync($"/_emulator/phones/{phone}/messages")).Json.AsArray())!;
            Assert.Equal(id, got["id"]!.ToString());
            Assert.Contains("Welcome and congratulations", (await lab.GetAsync($"/phones/{phone}/screen")).Content, StringComparison.Ordinal);
        }

        (await lab.PostAsync($"/_emulator/phones/{written}/messages", $$"""{"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}","text":{"body":"Hi"} }""")).Ok();
        Assert.Single((await lab.GetAsync("/platform/v1/whatsapp/conversations")).Data);
    }

    [Theory]
    [InlineData("5531912345678", "553112345678")]
    [InlineData("553112345678", "+55 31 91234-5678")]
    [InlineData("525587654321", "5215587654321")]
    public async Task A_rule_meets_whoever_it_names_however_the_send_spells_it(string inRule, string inSend)
    {
        await using var lab = await Lab.StartAsync();
        (await lab.PutAsync("/_emulator/failures", $$"""[{"to":"{{inRule}}","code":131026}]""")).Ok();

        var failed = await lab.PostAsync(Messages, HelloTo(inSend));
        var other = await lab.PostAsync(Messages, HelloTo("573001234567"));

        Assert.Equal("131026", failed.Text("error.code"));
        Assert.Equal(HttpStatusCode.OK, other.Status);
    }

    [Fact]
    public async Task The_pair_limit_counts_both_spellings_together()
    {
        await using var lab = await Lab.StartAsync();

        var answers = new List<Reply>();
        for (var turn = 0; turn < 46; turn++)
            answers.Add(await lab.PostAsync(Messages, HelloTo(turn % 2 == 0 ? "525587654321" : "5215587654321")));

        Assert.Equal("131056", answers.First(answer => answer.Status != HttpStatusCode.OK).Text("error.code"));
    }

    [Fact]
    public async Task A_business_shows_its_number_as_it_was_connected_and_cannot_write_to_itself_in_either_spelling()
    {
        await using var lab = await Lab.StartAsync();
        var (_, number) = await lab.ConnectAsync("""{"displayPhoneNumber":"+55 31 91234-5678"}""");

        var read = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{number}");
        var own = await lab.PostAsync($"/meta/whatsapp/v24.0/{number}/messages", HelloTo("553112345678"));

        Assert.Equal("5531912345678", read.Text("data.display_phone_number_normalized"));
        Assert.Equal("131021", own.Text("error.code"));
    }

    [Fact]
    public async Task A_number_is_reconnected_under_its_other_spelling_and_not_made_anew()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, number) = await lab.ConnectAsync("""{"displayPhoneNumber":"+55 31 91234-5678"}""");

        var link = (await lab.LinkAsync(customer, """{"reconnect_phone_number":"+55 31 1234-5678"}""")).Ok();
        var done = (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"displayPhoneNumber":"+55 31 1234-5678"}""")).Ok();

        Assert.Equal(number, done.Text("phoneNumberId"));
    }

    [Fact]
    public async Task A_message_to_a_group_is_answered_with_501_and_why()
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.PostAsync(Messages, """{"messaging_product":"whatsapp","recipient_type":"group","to":"120363000000000001@g.us","type":"text","text":{"body":"Hi"}}""");
        var other = await lab.PostAsync(Messages, """{"messaging_product":"whatsapp","recipient_type":"crowd","to":"573001234567","type":"text","text":{"body":"Hi"}}""");

        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
        Assert.Contains("a message to a group", answer.Text("error"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "100"), (other.Status, other.Text("error.code")));
    }

    [Fact]
    public async Task A_state_of_an_earlier_version_with_both_spellings_opens_and_is_one_person_since()
    {
        var file = Path.Combine(Path.GetTempPath(), $"spelling-{Guid.CreateVersion7():N}.json");
        try
        {
            await using (var lab = await Lab.StartAsync(options => options.StateFile = file))
            {
                await lab.PostAsync(Messages, HelloTo("5215587654321"));
                await lab.PostAsync(Messages, HelloTo("573001234567"));
            }

            var saved = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(file, saved.Replace("573001234567", "525587654321", StringComparison.Ordinal), TestContext.Current.CancellationToken);

            await using var again = await Lab.StartAsync(options => options.StateFile = file);
            var got = (await again.GetAsync("/_emulator/phones/525587654321/messages")).Json.AsArray();
            var sent = (await again.PostAsync(Messages, HelloTo("525587654321"))).Ok();

            Assert.Equal(2, got.Count);
            Assert.Equal("5215587654321", ((JsonArray)sent.Json["contacts"]!)[0]!["wa_id"]!.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
