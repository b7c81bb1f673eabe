using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>Errors that nobody can bring about by a request of their own: the emulator is told to give them.</summary>
[Contract("2.3"), Collection(Alone.Name)]
public sealed class FailureTests(Target target) : IAsyncDisposable
{
    private const string Text = """{"type":"text","text":{"body":"Hello"}}""";

    [Theory]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(502)]
    public async Task The_platforms_errors_are_one_sentence(int status)
    {
        await FailAsync($$"""{"route":"/platform/v1/customers","status":{{status}} }""");

        var answer = await target.Platform.GetAsync("/customers");

        answer.IsE1(status);
    }

    [Theory]
    [InlineData("/platform/v1/customers")]
    [InlineData("/meta/whatsapp/v24.0")]
    public async Task The_rate_limit_has_the_same_body_on_both_apis(string route)
    {
        await FailAsync($$"""{"route":"{{route}}","status":429}""");

        var answer = route.StartsWith("/platform", StringComparison.Ordinal)
            ? await target.Platform.GetAsync("/customers")
            : await target.Proxy.GetAsync($"/{target.Number}/messages");

        answer.IsE2();
        Assert.Equal("60", answer.Header("Retry-After"));
    }

    [Fact, Contract("12.3")]
    public async Task A_send_without_credits_is_402_with_a_word_and_the_way_to_pay()
    {
        var chat = await target.ChatAsync();
        await FailAsync($$"""{"route":"/meta/","to":"{{chat.Person}}","status":402}""");

        var answer = await chat.SendAsync(Text);

        var error = answer.IsE4(402, "insufficient_credits");
        Assert.Empty(Rule.Uri.Violations(error["billing_url"], "billing_url"));
    }

    [Fact, Contract("12.3"), Contract("16.17")]
    public async Task A_send_while_another_is_in_flight_is_409_without_a_code()
    {
        var chat = await target.ChatAsync();
        await FailAsync($$"""{"route":"/meta/","to":"{{chat.Person}}","status":409}""");

        var answer = await chat.SendAsync(Text);

        answer.IsE1(409);
    }

    [Theory, Contract("15")]
    [InlineData(190, 401)]
    [InlineData(131000, 500)]
    [InlineData(131049, 400)]
    [InlineData(131026, 400)]
    [InlineData(1026, 422)]
    [InlineData(368, 403)]
    public async Task Metas_errors_come_through_as_Meta_words_them(int code, int status)
    {
        var chat = await target.ChatAsync();
        await FailAsync($$"""{"route":"/meta/","to":"{{chat.Person}}","status":{{status}},"code":{{code}} }""");

        var answer = await chat.SendAsync(Text);

        answer.IsE3(status, code);
    }

    public async ValueTask DisposeAsync()
    {
        if (target.HasControl)
            await target.Control.DeleteAsync("/failures");
    }

    private async Task FailAsync(string rule) => (await target.Control.PutAsync("/failures", $"[{rule}]")).Is(204);
}
