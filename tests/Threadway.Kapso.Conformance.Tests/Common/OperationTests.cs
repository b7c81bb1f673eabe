using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>What holds for every operation: the key, and things of nobody's or somebody else's.</summary>
[Contract("1"), Contract("2.3")]
public class OperationTests(Target target)
{
    private const string WrongKey = "not-a-key-of-any-project";

    public static TheoryData<string, string, string?> OfPlatform { get; } = Rows(Operations.Platform, onlyUnknown: false);

    public static TheoryData<string, string, string?> OfProxy { get; } = Rows(Operations.Proxy, onlyUnknown: false);

    public static TheoryData<string, string, string?> OfUnknownThings { get; } = Rows(Operations.Platform, onlyUnknown: true);

    public static TheoryData<string, string, string?> OfUnknownNumbers { get; } = Rows(Operations.Proxy, onlyUnknown: true);

    [Theory, MemberData(nameof(OfPlatform))]
    public async Task The_platform_answers_401_without_a_key_and_with_a_wrong_one(string method, string path, string? body)
    {
        var without = await target.Platform.WithKey(null).SendAsync(new HttpMethod(method), path, body);
        var wrong = await target.Platform.WithKey(WrongKey).SendAsync(new HttpMethod(method), path, body);

        without.IsE1(401);
        await SkipWhereAnyKeyFitsAsync(wrong);
        wrong.IsE1(401);
    }

    [Theory, MemberData(nameof(OfProxy))]
    public async Task The_proxy_answers_401_without_a_key_and_with_a_wrong_one(string method, string path, string? body)
    {
        var without = await target.Proxy.WithKey(null).SendAsync(new HttpMethod(method), path, body);
        var wrong = await target.Proxy.WithKey(WrongKey).SendAsync(new HttpMethod(method), path, body);

        without.IsE3(401);
        await SkipWhereAnyKeyFitsAsync(wrong);
        wrong.IsE3(401);
    }

    [Fact]
    public async Task The_proxy_takes_the_key_as_a_bearer_too_and_the_platform_does_not()
    {
        var key = target.Key;

        var answer = await target.Proxy.WithKey(null).SendAsync(
            HttpMethod.Get, $"/{target.Number}/messages?limit=1", null, ("Authorization", $"Bearer {key}"));
        var platform = await target.Platform.WithKey(null).SendAsync(HttpMethod.Get, "/customers", null, ("Authorization", $"Bearer {key}"));

        answer.ProxyPage(Shapes.MessageRead);
        platform.IsE1(401);
    }

    [Theory, MemberData(nameof(OfUnknownThings))]
    public async Task The_platform_answers_404_for_what_is_not_in_the_project(string method, string path, string? body)
    {
        var answer = await target.Platform.SendAsync(new HttpMethod(method), path, body);

        answer.IsE1(404);
    }

    [Theory, MemberData(nameof(OfUnknownNumbers))]
    public async Task The_proxy_answers_404_for_what_is_not_in_the_project(string method, string path, string? body)
    {
        var answer = await target.Proxy.SendAsync(new HttpMethod(method), path, body);

        answer.IsE3(404);
    }

    [Theory]
    [InlineData("POST", "/customers", "{")]
    [InlineData("POST", "/customers", "")]
    [InlineData("POST", "/customers", "[]")]
    [InlineData("POST", "/customers", "null")]
    [InlineData("POST", "/customers", "\"text\"")]
    [InlineData("GET", "/whatsapp/messages?after=no-cursor", null)]
    [InlineData("GET", "/whatsapp/conversations?before=no-cursor", null)]
    [InlineData("GET", "/whatsapp/contacts?after=no-cursor", null)]
    [InlineData("GET", "/webhook_deliveries?after=no-cursor", null)]
    public async Task A_malformed_request_is_400(string method, string path, string? body)
    {
        var answer = await target.Platform.SendAsync(new HttpMethod(method), path, body);

        answer.Is(400);
    }

    [Theory, Contract("12.3")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task A_malformed_send_is_400_in_Metas_form(string body)
    {
        var answer = await target.Proxy.PostAsync($"/{target.Number}/messages", body);

        answer.IsE3(400);
    }

    private static TheoryData<string, string, string?> Rows(
        (string Section, string Method, string Path, string? Body, bool IsOfUnknown)[] operations, bool onlyUnknown)
    {
        var rows = new TheoryData<string, string, string?>();
        foreach (var one in operations.Where(one => one.IsOfUnknown || !onlyUnknown))
            rows.Add(new TheoryDataRow<string, string, string?>(one.Method, one.Path, one.Body).WithTrait("contract", one.Section));
        return rows;
    }

    /// <summary>An emulator on this machine may be told to take any key.</summary>
    private async Task SkipWhereAnyKeyFitsAsync(Reply wrong) => Assert.SkipWhen(
        target is { HasControl: true, IsOwnEmulator: false } && wrong.Status != 401
            && (await target.Platform.WithKey(WrongKey).GetAsync("/customers")).Status == 200,
        "The target takes any key");
}
