using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CsCheck;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Http;

/// <summary>What an exception says in words: what was said by Kapso or Meta, no secret of it, and what to do next.</summary>
public sealed class ErrorMessageTests
{
    private const string Send = "POST /meta/whatsapp/v24.0/1/messages";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sentence_that_says_what_is_wrong_is_in_the_message()
    {
        var failure = await FailureOfSendAsync(
            """
            {"error":{"message":"(#100) Invalid parameter","type":"OAuthException","code":100,
             "error_data":{"messaging_product":"whatsapp","details":"Param text['body'] must be at most 4096 characters long."},"fbtrace_id":"A1"}}
            """,
            400);

        Assert.Equal(
            $"Kapso answered 400 to {Send} (code 100): (#100) Invalid parameter. Param text['body'] must be at most 4096 characters long.",
            failure.Message);
    }

    [Fact]
    public async Task All_that_meta_says_is_kept()
    {
        var failure = await FailureOfSendAsync(
            """
            {"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2388023,"is_transient":false,
             "error_user_title":"Message Template Language Is Being Deleted",
             "error_user_msg":"New English content can't be added while the existing content is being deleted. Try again in 4 weeks.",
             "error_data":{"details":"name is taken"},"fbtrace_id":"A1","href":"https://developers.facebook.com/docs/errors"}}
            """,
            400);

        Assert.Equal(
            ("100", "2388023", "OAuthException", "Invalid parameter", "name is taken", "A1", "https://developers.facebook.com/docs/errors"),
            (failure.Code, failure.Subcode, failure.Type, failure.Title, failure.Details, failure.TraceId, failure.Href));
        Assert.Equal("Message Template Language Is Being Deleted", failure.UserTitle);
        Assert.Equal(failure.UserMessage, failure.Explanation);
        Assert.EndsWith(
            "Invalid parameter. name is taken. Message Template Language Is Being Deleted. "
            + "New English content can't be added while the existing content is being deleted. Try again in 4 weeks.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"m","error_data":{"details":"d"}}}""", "m", "d")]
    [InlineData("""{"error":{"message":"m","error_data":"d"}}""", "m", "d")]
    [InlineData("""{"error":{"message":"m","error_data":"{\"details\":\"d\"}"}}""", "m", "d")]
    [InlineData("""{"error":{"title":"m","details":"d"}}""", "m", "d")]
    [InlineData("""{"error":"m","message":"d"}""", "m", "d")]
    [InlineData("""{"error":"m","details":"d"}""", "m", "d")]
    [InlineData("""{"errors":[{"message":"m","error_data":{"details":"d"}}]}""", "m", "d")]
    [InlineData("""{"message":"m","detail":"d"}""", "m", "d")]
    [InlineData("""{"error":{"message":7,"error_data":{"details":true}}}""", "7", "true")]
    [InlineData("""{"error":{"message":{},"error_data":[1],"error_subcode":[],"error_user_msg":{},"href":{},"type":[]}}""", null, null)]
    [InlineData("""{"error":{"message":"  ","error_data":"  "}}""", null, null)]
    [InlineData("""{"error":{"error_data":"{"}}""", null, "{")]
    [InlineData("""{"errors":[]}""", null, null)]
    [InlineData("""{"errors":[7]}""", null, null)]
    public async Task Details_are_found_wherever_they_stand(string body, string? title, string? details)
    {
        var failure = await FailureOfSendAsync(body, 400);

        Assert.Equal((title, details), (failure.Title, failure.Details));
        Assert.Equal(details ?? title, failure.Explanation);
    }

    [Fact]
    public async Task What_is_said_twice_stands_there_once()
    {
        var failure = await FailureOfSendAsync(
            """{"error":{"message":"Not now","error_data":{"details":"Not now, later."},"error_user_msg":"not now"}}""", 400);

        Assert.Equal($"Kapso answered 400 to {Send}: Not now, later.", failure.Message);
    }

    [Theory]
    [InlineData(131047, 422, "The 24-hour window is closed: send a template.")]
    [InlineData(190, 401, "The customer has to reconnect the number, through a setup link made with ReconnectPhoneNumber.")]
    [InlineData(131042, 400, "Somebody has to act at Meta, in WhatsApp Manager.")]
    [InlineData(131026, 400, "Do not send this to this person again.")]
    [InlineData(131049, 400, "Meta withholds marketing from this person: not again before 24 hours have passed.")]
    [InlineData(80007, 400, "Wait some minutes before the next try.")]
    [InlineData(131009, 400, "Something is wrong")]
    public async Task The_next_step_is_said_where_it_is_known(int code, int status, string end)
    {
        var failure = await FailureOfSendAsync($$"""{"error":{"message":"Something is wrong","code":{{code}} } }""", status);

        Assert.EndsWith(end, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_that_kapso_asks_for_is_the_next_step()
    {
        var kapso = new ScriptedKapso().Answers(Payload.Text("errors/e2-rate-limit"), 429, answer => answer.Headers.Add("Retry-After", "60"));

        var failure = await Assert.ThrowsAsync<KapsoRateLimitException>(() => kapso.Client().Customers.GetAsync("c1", Token));

        Assert.Equal(
            "Kapso answered 429 to GET /platform/v1/customers/c1: Rate limit exceeded. Too many requests. Please try again later. Wait 60 s.",
            failure.Message);
    }

    [Fact]
    public async Task Each_conflict_says_what_helps_on_its_route()
    {
        var sending = await FailureOfSendAsync(Payload.Text("errors/e4-send-in-flight"), 409);
        var connecting = await Assert.ThrowsAnyAsync<KapsoException>(
            () => ScriptedKapso.Answering("""{"error":"Duplicate"}""", 409).PhoneNumbers.ConnectAsync(
                "c1", new() { Name = "n", PhoneNumberId = "1", BusinessAccountId = "2", AccessToken = "t" }, Token));

        Assert.EndsWith(
            "One message at a time goes to a conversation: send it again in a few seconds.", sending.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "The number is connected already, in this project or in another, or the plan allows no more numbers.",
            connecting.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_failure_on_a_change_says_to_look_first()
    {
        var failure = await FailureOfSendAsync("<html>Bad Gateway</html>", 502);

        Assert.Equal($"Kapso answered 502 to {Send}. It may have been carried out: look before repeating it.", failure.Message);
    }

    [Theory]
    [InlineData("Number +34 600 11 22 33 is taken", "Number … is taken")]
    [InlineData("to 34600112233, twice", "to …, twice")]
    [InlineData("at 600-11-22-33 now", "at … now")]
    [InlineData("٣٤٦٠٠١١٢٢٣٣ is taken", "… is taken")]
    [InlineData("＋３４ ６００ １１ ２２ ３３", "…")]
    [InlineData("+34\u00A0600\u2011112233 x", "… x")]
    [InlineData("see https://app.kapso.ai/whatsapp/setup/q7Yk2mVd now", "see … now")]
    [InlineData("see app.kapso.ai/whatsapp/setup/q7Yk2mVd now", "see … now")]
    [InlineData("message wamid.HBgLMzQ2MDA5OTg4NzcVAgARGBI= is gone", "message … is gone")]
    [InlineData("Authorization: Bearer EAAGm0PX4ZCps is wrong", "Authorization: Bearer … is wrong")]
    [InlineData("url?access_token=EAAGm0PX4ZCps&x=1", "url?access_token=…&x=1")]
    [InlineData("{\"secret_key\":\"hunter22\"}", "{\"secret_key\":\"…\"}")]
    [InlineData("api key: 0a1b2c3d is unknown", "api key: … is unknown")]
    [InlineData("EAAGm0PX4ZCpsBAKZC is no token", "… is no token")]
    [InlineData("key 6f1ed002ab5595859014ebf0951522d9b8 is off", "key … is off")]
    [InlineData("Invalid API key test-key", "Invalid API key …")]
    [InlineData("Write to ana@shop.example today", "Write to … today")]
    [InlineData("one\r\ntwo\u0001three", "one two three")]
    public async Task Numbers_links_and_secrets_do_not_reach_the_message(string said, string shown)
    {
        var failure = await FailureOfSendAsync($$"""{"error":{{JsonSerializer.Serialize(said)}}}""", 400);

        Assert.Equal($"Kapso answered 400 to {Send}: {shown}", failure.Message);
        Assert.Equal(said, failure.Title);
    }

    [Theory]
    [InlineData("Error validating access token: Session has expired on Monday, 02-Mar-26 10:00:00 PST")]
    [InlineData("(#2388023) Template is being deleted")]
    [InlineData("It must have at most 16777216 bytes")]
    [InlineData("Text must have at most 4096 characters, not 5000")]
    [InlineData("Template order_ready does not exist in es_ES")]
    [InlineData("No customer 3b1f0c52-7a0e-4d55-9a51-0d6f6f0f3c11 since 2026-03-02")]
    public async Task What_helps_a_programmer_stays(string said)
    {
        var failure = await FailureOfSendAsync($$"""{"error":"{{said}}"}""", 400);

        Assert.EndsWith(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_number_of_any_form_stays_in_a_message() =>
        Gen.Select(
            Gen.Int[7, 15].SelectMany(length => Gen.Int[0, 9].Array[length]),
            Gen.OneOf("", " ", "-", ".", "\u00A0", "\u2011", "\u202F", "\u200B", " ("),
            Gen.OneOf("", "+", "tel:", "＋"),
            Gen.OneOf('0', '٠', '۰', '०', '０'))
        .Sample((digits, gap, start, zero) =>
        {
            var number = start + string.Join(gap, digits.Select(digit => (char)(zero + digit)));

            Assert.DoesNotContain(Wording.Clean($"Number {number} is taken"), char.IsDigit);
        });

    public static TheoryData<Exception, string> Unreachable => new()
    {
        {
            new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)),
            "the connection was refused"
        },
        {
            new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.NetworkUnreachable)),
            "there is no way to it from here"
        },
        { new HttpRequestException(HttpRequestError.NameResolutionError, "x"), "its name was not found (DNS)" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x"), "no secure connection came about (TLS)" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError, "x"), "the proxy let nothing through" },
    };

    [Theory]
    [MemberData(nameof(Unreachable), DisableDiscoveryEnumeration = true)]
    public async Task Who_could_not_be_reached_is_named_with_the_reason_and_neither_key_nor_query(Exception failed, string reason)
    {
        using var kapso = new ScriptedKapso().Fails(failed).Client();

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.Customers.FindByExternalIdAsync("tenant-42", Token));

        Assert.Equal(
            $"Kapso could not be reached at kapso.example:443 for GET /platform/v1/customers: {reason}. Nothing was sent.", failure.Message);
    }

    [Fact]
    public async Task A_port_that_refuses_is_named()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var kapso = new KapsoClient(new KapsoOptions { ApiKey = "test-key", BaseUrl = new($"http://127.0.0.1:{port}"), MaxRetries = 0 });

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.Customers.GetAsync("c1", Token));

        Assert.StartsWith($"Kapso could not be reached at 127.0.0.1:{port} for", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the connection was refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_read_by_its_id_is_named_by_its_route()
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"Message not found"}""", 404);

        var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Messages.GetAsync("wamid.HBgLMzQ2MDA5OTg4NzcVAgA", Token));

        Assert.StartsWith("Kapso answered 404 to GET /platform/v1/whatsapp/messages/{message_id}: ", failure.Message, StringComparison.Ordinal);
    }

    private static Task<KapsoException> FailureOfSendAsync(string body, int status) =>
        Assert.ThrowsAnyAsync<KapsoException>(
            () => ScriptedKapso.Answering(body, status).Messages.SendTextAsync("1", "34600998877", "Hola", Token));
}
