using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.PhoneNumbers;

/// <summary>Requests for another display name. What a request holds is not documented beyond the name that was asked for.</summary>
[Contract("6.2")]
public class DisplayNameTests(Target target)
{
    private static readonly Shape Request = Shape.Of(("id", Rule.Word));

    private static string Path(string number) => $"/whatsapp/phone_numbers/{number}/display_name_requests";

    [Fact]
    public async Task A_request_is_made_listed_and_read()
    {
        var (_, number) = await target.ConnectAsync();

        var made = (await target.Platform.PostAsync(Path(number), """{"display_name_request":{"new_display_name":"The Bakery"}}""")).Data(Request, 201);
        var listed = (await target.Platform.GetAsync(Path(number))).Is(200).Json["data"]!.AsArray();
        var read = (await target.Platform.GetAsync($"{Path(number)}/{made["id"]}")).Data(Request);

        Assert.Equal(made["id"]!.ToString(), Assert.Single(listed)!["id"]!.ToString());
        Assert.Equal(made["id"]!.ToString(), read["id"]!.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task A_name_that_is_empty_or_too_long_is_422(int length)
    {
        var (_, number) = await target.ConnectAsync();

        var answer = await target.Platform.PostAsync(
            Path(number), $$"""{"display_name_request":{"new_display_name":"{{new string('n', length)}}"} }""");

        answer.IsE1(422);
    }
}
