using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Templates;

/// <summary>Each part of a template (contract 13.2): as it is created, as it is sent, and that it is read as what it was created with.</summary>
public sealed class TemplateComponentTests
{
    private static readonly Dictionary<string, (TemplateComponent[] Parts, string Created, string Sent)> Samples = new()
    {
        ["text header"] = (
            [TemplateComponent.Header("Order {{1}}", "42")],
            """[{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["42"]}}]""",
            """[{"type":"header","parameters":[{"type":"text","text":"42"}]}]"""),
        ["named text header"] = (
            [TemplateComponent.Header("Order {{order}}", "42")],
            """[{"type":"HEADER","format":"TEXT","text":"Order {{order}}","example":{"header_text_named_params":[{"param_name":"order","example":"42"}]}}]""",
            """[{"type":"header","parameters":[{"type":"text","text":"42","parameter_name":"order"}]}]"""),
        ["text header without a variable"] = (
            [TemplateComponent.Header("Bakery Sol")], """[{"type":"HEADER","format":"TEXT","text":"Bakery Sol"}]""", "[]"),
        ["location header"] = (
            [TemplateComponent.Header(TemplateHeaderFormat.Location)], """[{"type":"HEADER","format":"LOCATION"}]""", "[]"),
        ["body"] = (
            [TemplateComponent.Body("Hi {{1}}, {{2}} is ready.", "Ana", "bread")],
            """[{"type":"BODY","text":"Hi {{1}}, {{2}} is ready.","example":{"body_text":[["Ana","bread"]]}}]""",
            """[{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"bread"}]}]"""),
        ["named body"] = (
            [TemplateComponent.Body("Hi {{name}}, {{what}} is ready.", "Ana", "bread")],
            """
            [{"type":"BODY","text":"Hi {{name}}, {{what}} is ready.","example":{"body_text_named_params":[
              {"param_name":"name","example":"Ana"},{"param_name":"what","example":"bread"}]}}]
            """,
            """
            [{"type":"body","parameters":[{"type":"text","text":"Ana","parameter_name":"name"},{"type":"text","text":"bread","parameter_name":"what"}]}]
            """),
        ["footer"] = ([TemplateComponent.Footer("Until 9")], """[{"type":"FOOTER","text":"Until 9"}]""", "[]"),
        ["buttons"] = (
            [
                TemplateComponent.QuickReplyButton("Stop"),
                TemplateComponent.UrlButton("Track", "https://shop.example/{{1}}", "42"),
                TemplateComponent.UrlButton("Shop", "https://shop.example/"),
                TemplateComponent.PhoneButton("Call", "+34600112233"),
                TemplateComponent.CopyCodeButton("SOL25"),
                new TemplateFlowButton { Text = "Book", FlowId = "5", FlowAction = "navigate", NavigateScreen = "FIRST" },
                new TemplateVoiceCallButton { Text = "Talk", TimeToLive = TimeSpan.FromMinutes(90) },
            ],
            """
            [{"type":"BUTTONS","buttons":[
              {"type":"QUICK_REPLY","text":"Stop"},
              {"type":"URL","text":"Track","url":"https://shop.example/{{1}}","example":["42"]},
              {"type":"URL","text":"Shop","url":"https://shop.example/"},
              {"type":"PHONE_NUMBER","text":"Call","phone_number":"+34600112233"},
              {"type":"COPY_CODE","example":"SOL25"},
              {"type":"FLOW","text":"Book","flow_id":"5","flow_action":"navigate","navigate_screen":"FIRST"},
              {"type":"VOICE_CALL","text":"Talk","ttl_minutes":90}]}]
            """,
            """
            [{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"42"}]},
             {"type":"button","sub_type":"copy_code","index":"4","parameters":[{"type":"coupon_code","coupon_code":"SOL25"}]},
             {"type":"button","sub_type":"flow","index":"5","parameters":[{"type":"action","action":{}}]},
             {"type":"button","sub_type":"voice_call","index":"6","parameters":[{"type":"ttl_minutes","ttl_minutes":90}]}]
            """),
        ["shopping buttons"] = (
            [new TemplateCatalogButton { Text = "See" }, new TemplateProductsButton { Text = "Buy" }, new TemplateProductButton { Text = "View" },
                new TemplateOrderDetailsButton { Text = "Pay" }],
            """
            [{"type":"BUTTONS","buttons":[{"type":"CATALOG","text":"See"},{"type":"MPM","text":"Buy"},{"type":"SPM","text":"View"},
              {"type":"ORDER_DETAILS","text":"Pay"}]}]
            """,
            "[]"),
        ["one-time code"] = (
            [
                new TemplateBody { AddSecurityRecommendation = true },
                new TemplateFooter { CodeExpirationMinutes = 5 },
                new TemplateOneTimeCodeButton { OtpType = "ONE_TAP", Text = "Copy", AutofillText = "Fill in", SupportedApps = [new("example.app", "K8a")] },
            ],
            """
            [{"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":5},
             {"type":"BUTTONS","buttons":[{"type":"OTP","text":"Copy","otp_type":"ONE_TAP","autofill_text":"Fill in",
               "supported_apps":[{"package_name":"example.app","signature_hash":"K8a"}]}]}]
            """,
            "[]"),
        ["offer"] = (
            [TemplateComponent.LimitedTimeOffer("Ends soon")],
            """[{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Ends soon","has_expiration":true}}]""",
            "[]"),
        ["carousel"] = (
            [
                TemplateComponent.Carousel(
                    [TemplateComponent.Header(TemplateHeaderFormat.Image, "4::aW"), TemplateComponent.Body("Rye {{1}} €", "4"), TemplateComponent.QuickReplyButton("Take")],
                    [TemplateComponent.Header(TemplateHeaderFormat.Video, "4::aX"), TemplateComponent.Body("White {{1}} €", "3"), TemplateComponent.QuickReplyButton("Take")]),
            ],
            """
            [{"type":"CAROUSEL","cards":[
              {"components":[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["4::aW"]}},
                {"type":"BODY","text":"Rye {{1}} €","example":{"body_text":[["4"]]}},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Take"}]}]},
              {"components":[{"type":"HEADER","format":"VIDEO","example":{"header_handle":["4::aX"]}},
                {"type":"BODY","text":"White {{1}} €","example":{"body_text":[["3"]]}},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Take"}]}]}]}]
            """,
            """
            [{"type":"carousel","cards":[
              {"card_index":0,"components":[{"type":"body","parameters":[{"type":"text","text":"4"}]}]},
              {"card_index":1,"components":[{"type":"body","parameters":[{"type":"text","text":"3"}]}]}]}]
            """),
        ["what meta adds tomorrow"] = (
            [TemplateComponent.OfRaw(JsonElement.Parse("""{"type":"HOLOGRAM","depth":3}"""))],
            """[{"type":"HOLOGRAM","depth":3}]""",
            """[{"type":"HOLOGRAM","depth":3}]"""),
    };

    private static readonly Dictionary<string, (TemplateComponent Part, string Sent)> Values = new()
    {
        ["picture"] = (
            TemplateComponent.Header(TemplateParameter.OfImage(new() { MediaId = "77" })),
            """{"type":"header","parameters":[{"type":"image","image":{"id":"77"}}]}"""),
        ["film"] = (
            TemplateComponent.Header(TemplateParameter.OfVideo(new() { Link = new("https://shop.example/v.mp4") })),
            """{"type":"header","parameters":[{"type":"video","video":{"link":"https://shop.example/v.mp4"}}]}"""),
        ["document"] = (
            TemplateComponent.Header(TemplateParameter.OfDocument(new() { MediaId = "77", Filename = "menu.pdf" })),
            """{"type":"header","parameters":[{"type":"document","document":{"id":"77","filename":"menu.pdf"}}]}"""),
        ["place"] = (
            TemplateComponent.Header(TemplateParameter.OfLocation(37.3886, -5.9823, "Sol", "Calle 1")),
            """{"type":"header","parameters":[{"type":"location","location":{"latitude":37.3886,"longitude":-5.9823,"name":"Sol","address":"Calle 1"}}]}"""),
        ["product header"] = (
            TemplateComponent.Header(TemplateParameter.OfProduct("9", "rye-1")),
            """{"type":"header","parameters":[{"type":"product","product":{"product_retailer_id":"rye-1","catalog_id":"9"}}]}"""),
        ["money and time"] = (
            TemplateComponent.Body(TemplateParameter.OfCurrency("3,50 €", "EUR", 3.5m), TemplateParameter.OfDateTime("4 May, 10:00")),
            """
            {"type":"body","parameters":[{"type":"currency","currency":{"fallback_value":"3,50 €","code":"EUR","amount_1000":3500}},
              {"type":"date_time","date_time":{"fallback_value":"4 May, 10:00"}}]}
            """),
        ["raw value"] = (
            TemplateComponent.Body(TemplateParameter.OfRaw(JsonElement.Parse("""{"type":"colour","colour":"blue"}"""))),
            """{"type":"body","parameters":[{"type":"colour","colour":"blue"}]}"""),
        ["flow"] = (
            TemplateComponent.FlowButton(2, "token", JsonElement.Parse("""{"a":1}""")),
            """{"type":"button","sub_type":"flow","index":"2","parameters":[{"type":"action","action":{"flow_token":"token","flow_action_data":{"a":1}}}]}"""),
        ["coupon"] = (
            TemplateComponent.CopyCodeButton(1, "SOL25"),
            """{"type":"button","sub_type":"copy_code","index":"1","parameters":[{"type":"coupon_code","coupon_code":"SOL25"}]}"""),
        ["catalog"] = (
            TemplateComponent.CatalogButton(0, "rye-1"),
            """{"type":"button","sub_type":"catalog","index":"0","parameters":[{"type":"action","action":{"thumbnail_product_retailer_id":"rye-1"}}]}"""),
        ["products"] = (
            TemplateComponent.ProductsButton(0, "rye-1", new ListSection { Title = "Bread", ProductItems = [new("rye-1"), new("rye-2")] }),
            """
            {"type":"button","sub_type":"mpm","index":"0","parameters":[{"type":"action","action":{"thumbnail_product_retailer_id":"rye-1",
              "sections":[{"title":"Bread","product_items":[{"product_retailer_id":"rye-1"},{"product_retailer_id":"rye-2"}]}]}}]}
            """),
        ["one-time code"] = (
            new TemplateOneTimeCodeButton { Code = "123456" },
            """{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"123456"}]}"""),
        ["voice call"] = (
            TemplateComponent.VoiceCallButton(0, TimeSpan.FromDays(1), "order-42"),
            """{"type":"button","sub_type":"voice_call","index":"0","parameters":[{"type":"ttl_minutes","ttl_minutes":1440},{"type":"payload","payload":"order-42"}]}"""),
        ["offer"] = (
            TemplateComponent.LimitedTimeOffer(DateTimeOffset.FromUnixTimeMilliseconds(1780300800123)),
            """{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1780300800123}}]}"""),
        ["carousel"] = (
            TemplateComponent.Carousel(
                [TemplateComponent.Header(TemplateParameter.OfImage(new() { MediaId = "1" })), TemplateComponent.QuickReplyButton(0, "rye"), TemplateComponent.UrlButton(1, "rye")],
                [TemplateComponent.Header(TemplateParameter.OfImage(new() { MediaId = "2" })), TemplateComponent.QuickReplyButton(0, "white"), TemplateComponent.UrlButton(1, "white")]),
            """
            {"type":"carousel","cards":[
              {"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},
                {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"rye"}]},
                {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"rye"}]}]},
              {"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"2"}}]},
                {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"white"}]},
                {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"white"}]}]}]}
            """),
        ["order status"] = (
            TemplateComponent.OrderStatus("order-42", "shipped", "On its way"),
            """
            {"type":"order_status","parameters":[{"type":"order_status","order_status":{"reference_id":"order-42",
              "order":{"status":"shipped","description":"On its way"}}}]}
            """),
        ["order details"] = (
            TemplateComponent.OrderDetailsButton(0, SampleOrders.Bread),
            $$"""{"type":"button","sub_type":"order_details","index":"0","parameters":[{"type":"action","action":{"order_details":{{SampleOrders.BreadJson}}} }]}"""),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Parts => [.. Samples.Keys];

    public static TheoryData<string> Fillings => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Each_part_is_created_in_metas_form(string name)
    {
        var (parts, created, _) = Samples[name];
        var kapso = new ScriptedKapso().Answers("""{"id":"1","status":"PENDING","category":"UTILITY"}""");

        await kapso.Client().Templates.CreateAsync(
            "2", new() { Name = "n", Language = "es", Category = TemplateCategory.Utility, Components = parts }, Token);

        Assert.Equal(RecordedRequest.Compact(created), JsonNode.Parse(kapso.Request.Body!)!["components"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Each_part_that_a_template_was_created_with_can_be_sent_as_it_stands(string name)
    {
        var (parts, _, sent) = Samples[name];

        Assert.Equal(RecordedRequest.Compact(sent), Sent(parts));
    }

    [Theory]
    [MemberData(nameof(Fillings))]
    public void Each_value_is_sent_in_metas_form(string name)
    {
        var (part, sent) = Values[name];

        Assert.Equal($"[{RecordedRequest.Compact(sent)}]", Sent(part));
        Assert.Equal(part.GetType().Name, part.ToString());
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Each_part_is_read_as_what_it_was_created_with(string name)
    {
        var (parts, created, _) = Samples[name];
        var template = JsonSerializer.Deserialize(
            $$"""{"data":[{"id":"1","name":"n","language":"es","components":{{created}}}]}""", KapsoJson.Default.CursorPageOfTemplate)!.Data[0]!;

        Assert.Equal(parts.Select(part => part.GetType()), template.Components.Select(part => part.GetType()));
        Assert.Equal(RecordedRequest.Compact(created), Written(writer => TemplateWire.WriteDeclaration(writer, template.Components)));
        Assert.All(template.Components, part => Assert.Equal(JsonValueKind.Object, part.Raw.ValueKind));
    }

    [Theory]
    [InlineData("""{"type":"HOLOGRAM"}""")]
    [InlineData("""{"type":"BUTTONS","buttons":"none"}""")]
    [InlineData("""{"type":"HEADER"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("{}")]
    public void A_part_that_nobody_knows_is_kept_as_it_came(string part)
    {
        var read = TemplateWire.Read(JsonElement.Parse($$"""{"components":[7,null,{{part}}]}"""));

        Assert.Equal(part, Assert.IsType<RawTemplateComponent>(Assert.Single(read)).Raw.GetRawText());
    }

    [Fact]
    public void A_button_that_nobody_knows_keeps_its_place_and_all_that_it_said()
    {
        const string Declared = """{"type":"BUTTONS","buttons":[{"type":"BEAM","text":"Up","height":3},{"type":"QUICK_REPLY","text":"No"}]}""";

        var read = TemplateWire.Read(JsonElement.Parse($$"""{"components":[{{Declared}}]}"""));

        Assert.Equal(("BEAM", 0), (Assert.IsType<TemplateOtherButton>(read[0]).Type, ((TemplateButton)read[0]).Index));
        Assert.Equal($"[{Declared}]", Written(writer => TemplateWire.WriteDeclaration(writer, read)));
    }

    private static string Sent(params TemplateComponent[] parts) =>
        JsonNode.Parse(SendBody.Of("1", new TemplateMessage { Name = "n", Language = "es", Components = parts }))!["template"]!["components"]!.ToJsonString();

    private static string Written(Action<Utf8JsonWriter> write) =>
        RecordedRequest.Compact(Encoding.UTF8.GetString(JsonBody.Written(write, static (writer, it) => it(writer))));
}
