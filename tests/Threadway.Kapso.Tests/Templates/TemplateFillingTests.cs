using System.Text.Json.Nodes;

namespace Threadway.Kapso.Tests.Templates;

/// <summary>From a template to the message that sends it.</summary>
public sealed class TemplateFillingTests
{
    private static readonly TemplateDraft Order = new()
    {
        Name = "order_ready",
        Language = "es",
        Category = TemplateCategory.Utility,
        Components =
        [
            TemplateComponent.Header(TemplateHeaderFormat.Location),
            TemplateComponent.Body("Hi {{1}}, {{2}} is ready.", "Ana", "bread"),
            TemplateComponent.Footer("Bakery Sol"),
            TemplateComponent.QuickReplyButton("Stop"),
            TemplateComponent.UrlButton("Track", "https://shop.example/{{1}}", "42"),
            new TemplateFlowButton { Text = "Book", FlowId = "5" },
        ],
    };

    private static readonly TemplateComponent Place = TemplateComponent.Header(TemplateParameter.OfLocation(1, 2, "Sol", "Calle 1"));

    private static readonly TemplateComponent Words = TemplateComponent.Body(TemplateParameter.OfText("Luz"), TemplateParameter.OfText("cake"));

    [Fact]
    public void A_template_whose_variables_have_values_becomes_the_message_that_sends_it()
    {
        var message = Order.ToMessage(Place, Words, TemplateComponent.UrlButton(1, "43"));

        Assert.Equal(("order_ready", "es"), (message.Name, message.Language));
        var sent = JsonNode.Parse(SendBody.Of("1", message))!["template"]!["components"]!.AsArray();
        Assert.Equal(["header", "body", "button", "button"], sent.Select(part => part!["type"]!.GetValue<string>()));
        Assert.Equal(["1", "2"], sent.Skip(2).Select(part => part!["index"]!.GetValue<string>()));
        Assert.Equal("cake", sent[1]!["parameters"]![1]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void What_is_missing_or_too_much_is_said_before_meta_refuses_it()
    {
        var track = TemplateComponent.UrlButton(1, "43");

        Says("header", () => Order.ToMessage(Words, track));
        Says("type location", () => Order.ToMessage(TemplateComponent.Header(TemplateParameter.OfText("Sol")), Words, track));
        Says("wants 2 values, and has 1", () => Order.ToMessage(Place, TemplateComponent.Body(TemplateParameter.OfText("Luz")), track));
        Says("button 1 wants a value", () => Order.ToMessage(Place, Words));
        Says("no button 7", () => Order.ToMessage(Place, Words, track, TemplateComponent.UrlButton(7, "x")));
        Says("of kind quick_reply", () => Order.ToMessage(Place, Words, track, TemplateComponent.UrlButton(0, "x")));
        Says("wants 0 cards", () => Order.ToMessage(Place, Words, track, TemplateComponent.Carousel([Words], [Words])));
    }

    [Fact]
    public void Values_by_name_go_to_their_names_and_texts_go_by_order()
    {
        var named = Order with { Components = [TemplateComponent.Body("Hi {{name}}, {{what}} is ready.", "Ana", "bread")] };

        var byName = named.ToMessage(TemplateComponent.Body(TemplateParameter.OfText("what", "cake"), TemplateParameter.OfText("name", "Luz")));
        var byOrder = named.ToMessage(["Luz", "cake"]);

        Assert.Equal(("NAMED", null), (named.ParameterFormat, Order.ParameterFormat));
        Assert.Equal(2, Assert.IsType<TemplateBody>(Assert.Single(byName.Components)).Parameters.Count);
        Assert.Equal(
            [TemplateParameter.OfText("name", "Luz"), TemplateParameter.OfText("what", "cake")],
            Assert.IsType<TemplateBody>(Assert.Single(byOrder.Components)).Parameters);
        Says("named what", () => named.ToMessage(TemplateComponent.Body(TemplateParameter.OfText("name", "Luz"), TemplateParameter.OfText("cake"))));
    }

    [Fact]
    public void A_template_without_variables_needs_no_values()
    {
        var still = Order with { Components = [TemplateComponent.Header("Sol"), TemplateComponent.Body("Good morning."), TemplateComponent.QuickReplyButton("Stop")] };

        Assert.Empty(still.ToMessage().Components);
        Assert.Empty(still.ToMessage(Array.Empty<string>()).Components);
        Says("wants 0 values, and has 1", () => still.ToMessage(["Ana"]));
    }

    [Theory]
    [InlineData("""{"type":"URL","text":"Copy","url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}","example":["123456"]}""")]
    [InlineData("""{"type":"OTP","otp_type":"COPY_CODE","text":"Copy"}""")]
    public void A_one_time_code_fills_the_body_and_its_button(string button)
    {
        var template = new Template
        {
            Id = "1",
            Name = "code",
            Language = "es",
            Components = TemplateWire.Read(System.Text.Json.JsonElement.Parse(
                $$"""{"components":[{"type":"BODY","text":"{{"{{1}}"}} is your code."},{"type":"BUTTONS","buttons":[{{button}}]}]}""")),
        };

        var message = template.ToMessage(["123456"]);

        Assert.Equal(SendBody.Of("1", TemplateMessage.AuthenticationCode("code", "es", "123456")), SendBody.Of("1", message));
    }

    [Fact]
    public void Each_card_and_the_offer_are_looked_at_too()
    {
        var offer = Order with
        {
            Components =
            [
                TemplateComponent.LimitedTimeOffer("Ends soon"),
                TemplateComponent.Carousel(
                    [TemplateComponent.Body("Rye {{1}} €", "4"), TemplateComponent.CopyCodeButton("A")],
                    [TemplateComponent.Body("White {{1}} €", "3"), TemplateComponent.CopyCodeButton("B")]),
            ],
        };
        var ends = TemplateComponent.LimitedTimeOffer(DateTimeOffset.UnixEpoch);
        TemplateComponent[] rye = [TemplateComponent.Body(TemplateParameter.OfText("5")), TemplateComponent.CopyCodeButton(0, "R")];
        TemplateComponent[] white = [TemplateComponent.Body(TemplateParameter.OfText("2")), TemplateComponent.CopyCodeButton(0, "W")];

        Assert.Equal(2, offer.ToMessage(ends, TemplateComponent.Carousel(rye, white)).Components.Count);
        Says("when it ends", () => offer.ToMessage(TemplateComponent.Carousel(rye, white)));
        Says("wants 2 cards, and has 1", () => offer.ToMessage(ends, TemplateComponent.Carousel([rye])));
        Says("card's button 0 wants a value", () => offer.ToMessage(ends, TemplateComponent.Carousel(rye, white[..1])));
        Says("card's body wants 1 value, and has 0", () => offer.ToMessage(ends, TemplateComponent.Carousel(rye, white[1..])));
    }

    private static void Says(string what, Func<object> make) =>
        Assert.Contains(what, Assert.Throws<ArgumentException>("values", make).Message, StringComparison.Ordinal);
}
