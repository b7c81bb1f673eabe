using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.PhoneNumbers;

/// <summary>Requests for another display name. What a request holds is not documented beyond the name that was asked for.</summary>
[Contract("6.2")]
public class DisplayNameTests(Target target)
{
    private static readonly Shape Request = Shape.Of(("id", Rule.Word));

    private static string Path(string number) => $"/whatsapp/phone_numbers/{number}/display_name_requests";

    [Fact]
    public async Task Requests_are_made_listed_newest_first_and_read()
    {
        var (_, number) = await target.ConnectAsync();

        var made = (await target.Platform.PostAsync(Path(number), """{"display_name_request":{"new_display_name":"The Bakery"}}""")).Data(Request, 201);
        var longest = (await target.Platform.PostAsync(
            Path(number), $$"""{"display_name_request":{"new_display_name":"{{new string('n', 256)}}"} }""")).Data(Request, 201);
        var listed = (await target.Platform.GetAsync(Path(number))).Is(200).Json["data"]!.AsArray();
        var read = (await target.Platform.GetAsync($"{Path(number)}/{made["id"]}")).Data(Request);

        Assert.Equal([longest["id"]!.ToString(), made["id"]!.ToString()], listed.Select(one => one!["id"]!.ToString()));
        Assert.Equal(made["id"]!.ToString(), read["id"]!.ToString());
        (await target.Platform.GetAsync($"{Path(number)}/00000000-0000-7000-8000-00000000dead")).IsE1(404);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(257)]
    public async Task A_name_that_is_missing_empty_or_too_long_is_422(int? length)
    {
        var (_, number) = await target.ConnectAsync();
        var fields = length is { } characters ? $$"""{"new_display_name":"{{new string('n', characters)}}"}""" : "{}";

        var answer = await target.Platform.PostAsync(Path(number), $$"""{"display_name_request":{{fields}} }""");

        answer.IsE1(422);
    }
}
