using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.SetupLinks;

[Contract("4.6")]
public class ReconnectTests(Target target)
{
    private static string Path(string customer) => $"/customers/{customer}/setup_links";

    private async Task<string> DisplayAsync(string number) =>
        (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Text("data.display_phone_number");

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task A_link_to_reconnect_keeps_digits_and_is_held_to_the_numbers_type(string type)
    {
        var (customer, number) = await target.ConnectAsync(type);
        var display = await DisplayAsync(number);

        var link = await target.LinkAsync(customer, $$"""{"reconnect_phone_number":"{{display}}"}""");

        Assert.Equal(string.Concat(display.Where(char.IsAsciiDigit)), link["reconnect_phone_number"]!.ToString());
        Assert.Equal($"""["{type}"]""", link["allowed_connection_types"]!.ToJsonString());
        Assert.False(link["provision_phone_number"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Another_connection_type_is_422()
    {
        var (customer, number) = await target.ConnectAsync("coexistence");

        var answer = await target.Platform.PostAsync(Path(customer), $$"""
            {"setup_link":{"reconnect_phone_number":"{{await DisplayAsync(number)}}","allowed_connection_types":["dedicated"]} }
            """);

        answer.IsE1(422);
    }

    [Fact, Contract("16.13")]
    public async Task A_link_to_reconnect_never_provisions()
    {
        var (customer, number) = await target.ConnectAsync();

        var answer = await target.Platform.PostAsync(Path(customer), $$"""
            {"setup_link":{"reconnect_phone_number":"{{await DisplayAsync(number)}}","provision_phone_number":true} }
            """);

        // An error per the request's text, forced to false per the answer's.
        if (answer.IsOneOf(201, 422).Status == 422)
            answer.IsE1(422);
        else
            Assert.False(answer.Data(Shapes.NewSetupLink, 201)["provision_phone_number"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_number_of_another_customer_is_422()
    {
        var (_, number) = await target.ConnectAsync();
        var other = await target.CustomerAsync();

        var answer = await target.Platform.PostAsync(Path(other), $$"""{"setup_link":{"reconnect_phone_number":"{{await DisplayAsync(number)}}"} }""");

        answer.IsE1(422);
    }

    [Fact]
    public async Task A_reconnected_number_keeps_its_id()
    {
        var (customer, number) = await target.ConnectAsync();
        var link = await target.LinkAsync(customer, $$"""{"reconnect_phone_number":"{{await DisplayAsync(number)}}"}""");

        var done = (await target.Control.PostAsync($"/setup-links/{link["id"]}/complete")).Is(200);

        Assert.Equal(number, done.Text("phoneNumberId"));
        Assert.Single((await target.Platform.GetAsync($"/whatsapp/phone_numbers?customer_id={customer}")).Page(Shapes.PhoneNumber));
    }
}
