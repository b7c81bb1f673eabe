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
        var digits = string.Concat((await DisplayAsync(number)).Where(char.IsAsciiDigit));

        // Any form is taken.
        var link = await target.LinkAsync(customer, $$"""{"reconnect_phone_number":"+{{digits[..2]}} ({{digits[2..5]}}) {{digits[5..8]}}-{{digits[8..]}}"}""");

        Assert.Equal(digits, link["reconnect_phone_number"]!.ToString());
        Assert.Equal($"""["{type}"]""", link["allowed_connection_types"]!.ToJsonString());
        Assert.False(link["provision_phone_number"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("""["dedicated"]""")]
    [InlineData("""["coexistence","dedicated"]""")]
    public async Task Other_connection_types_are_422(string types)
    {
        var (customer, number) = await target.ConnectAsync("coexistence");

        var answer = await target.Platform.PostAsync(Path(customer), $$"""
            {"setup_link":{"reconnect_phone_number":"{{await DisplayAsync(number)}}","allowed_connection_types":{{types}} } }
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

    [Fact]
    public async Task Another_number_than_the_one_to_reconnect_fails_the_setup()
    {
        var (customer, number) = await target.ConnectAsync();
        var link = await target.LinkAsync(customer, $$"""{"reconnect_phone_number":"{{await DisplayAsync(number)}}"}""");

        await target.Control.PostAsync($"/setup-links/{link["id"]}/complete", """{"displayPhoneNumber":"+1 202 555 0188"}""");

        var failed = (await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink)[0];
        Assert.Equal((link["id"]!.ToString(), "failed"), (failed["id"]!.ToString(), failed["whatsapp_setup_status"]!.ToString()));
        Assert.Equal(
            number, Assert.Single((await target.Platform.GetAsync($"/whatsapp/phone_numbers?customer_id={customer}")).Page(Shapes.PhoneNumber))["id"]!.ToString());
    }
}
