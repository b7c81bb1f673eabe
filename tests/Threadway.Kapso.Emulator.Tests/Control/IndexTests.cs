using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Control;

public class IndexTests
{
    [Fact]
    public async Task The_index_lists_every_call_with_what_it_does()
    {
        await using var lab = await Lab.StartAsync();

        var calls = (await lab.GetAsync("/_emulator")).Ok().Json["calls"]!.AsArray();

        var names = calls.Select(call => $"{call!["method"]} {call["path"]}").ToArray();
        Assert.Equal(names.Distinct(), names);
        Assert.Superset(
            new HashSet<string>
            {
                "GET /_emulator", "GET /_emulator/clock", "POST /_emulator/clock", "PUT /_emulator/failures", "POST /_emulator/failures",
                "POST /_emulator/phones/{number}/messages", "POST /_emulator/setup-links/{id}/complete", "POST /_emulator/reset",
            },
            names.ToHashSet());
        Assert.All(calls, call => Assert.NotEmpty(call!["does"]!.ToString()));
        var rule = calls.Single(call => $"{call!["method"]} {call["path"]}" == "PUT /_emulator/failures")!["fields"]!;
        Assert.Equal("a whole number of milliseconds", rule["delayMs"]!.ToString());
        Assert.Equal("one of before, after", rule["drop"]!.ToString());
    }

    [Fact]
    public async Task No_call_is_left_out_of_the_index_and_each_example_is_taken()
    {
        await using var lab = await Lab.StartAsync();
        var calls = (await lab.GetAsync("/_emulator")).Json["calls"]!.AsArray();

        foreach (var call in calls)
        {
            var path = call!["path"]!.ToString();
            Assert.Equal(call["fields"] is null, call["example"] is null);
            if (call["example"] is not JsonNode example)
                continue;

            var answer = await lab.SendAsync(
                new HttpMethod(call["method"]!.ToString()),
                path.Replace("{number}", "573107654321", StringComparison.Ordinal).Replace("{phoneNumberId}", KapsoEmulator.OperatorPhoneNumberId, StringComparison.Ordinal),
                example.ToJsonString());
            Assert.True(answer.Status != HttpStatusCode.BadRequest, $"{path}: {answer.Content}");
        }
    }

    [Theory]
    [InlineData("GET", "/_emulator/failurs", HttpStatusCode.NotImplemented, "GET /_emulator/failurs is not emulated")]
    [InlineData("PATCH", "/_emulator/failures", HttpStatusCode.MethodNotAllowed, "/_emulator/failures takes DELETE or GET or POST or PUT, not PATCH; GET /_emulator lists all calls")]
    [InlineData("GET", "/_emulator/phones/573001234567/read", HttpStatusCode.MethodNotAllowed, "/_emulator/phones/573001234567/read takes POST, not GET; GET /_emulator lists all calls")]
    public async Task A_call_that_there_is_not_leads_to_the_index(string method, string path, HttpStatusCode status, string sentence)
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.SendAsync(new HttpMethod(method), path);

        Assert.Equal((status, sentence), (answer.Status, answer.Text("error")));
    }

    [Fact]
    public async Task A_misspelt_call_is_told_the_nearest_one()
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.GetAsync("/_emulator/failurs");

        Assert.Equal("Did you mean /_emulator/failures? GET /_emulator lists all calls", answer.Text("hint"));
    }

    [Fact]
    public async Task The_clock_can_be_read()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"30.01:00:00"}""");

        var clock = (await lab.GetAsync("/_emulator/clock")).Ok();

        Assert.Equal("30.01:00:00", clock.Text("advanced"));
        Assert.True(DateTimeOffset.Parse(clock.Text("now"), System.Globalization.CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow().AddDays(30));
        Assert.Equal(TimeSpan.FromDays(30) + TimeSpan.FromHours(1), lab.Emulator.Clock.Advanced);
    }
}
