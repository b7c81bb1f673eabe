using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Control;

/// <summary>A wrong body is refused in a sentence that names its field, in words of JSON; and nothing of it is done.</summary>
public class ControlBodyTests
{
    private const string Failures = "PUT /_emulator/failures";
    private const string Deliveries = "PUT /_emulator/delivery-rules";
    private const string Link = "POST /_emulator/setup-links/x/complete";
    private const string Phone = "POST /_emulator/phones/573001234567/messages";
    private const string Number = "POST /_emulator/phone-numbers";
    private const string Template = "POST /_emulator/templates";

    [Theory]
    [InlineData(Failures, """[{"status":500},{"delayMs":"soon"}]""", "rules[1].delayMs must be a whole number of milliseconds, not \"soon\"")]
    [InlineData(Failures, """[{"delayMs":1.5}]""", "rules[0].delayMs must be a whole number of milliseconds, not 1.5")]
    [InlineData(Failures, """[{"delayMS":5}]""", "rules[0].delayMS is not a field here; did you mean delayMs? (method, route, to, status, code, kapsoCode, rawBody, retryAfterSeconds, delayMs, drop, times)")]
    [InlineData(Failures, """[{"statuscode":500}]""", "rules[0].statuscode is not a field here; did you mean status? (method, route, to, status, code, kapsoCode, rawBody, retryAfterSeconds, delayMs, drop, times)")]
    [InlineData(Failures, """[{"status":9}]""", "rules[0].status must be a whole number from 200 to 599, not 9")]
    [InlineData(Failures, """[{"status":"500"}]""", "rules[0].status must be a whole number, not \"500\"")]
    [InlineData(Failures, """[{"status":99999999999}]""", "rules[0].status must be a whole number, not 99999999999")]
    [InlineData(Failures, """[{"drop":"sideways"}]""", "rules[0].drop must be one of before, after, not \"sideways\"")]
    [InlineData(Failures, """[{"drop":0}]""", "rules[0].drop must be one of before, after, not 0")]
    [InlineData(Failures, """[{"method":"GETT"}]""", "rules[0].method must be one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, not \"GETT\"; did you mean GET?")]
    [InlineData(Failures, """[{"route":"platform/v1"}]""", "rules[0].route must begin with /, as /platform/v1/customers does, not \"platform/v1\"")]
    [InlineData(Failures, """[{"to":"nobody","status":500}]""", "rules[0].to must be a phone number or a business-scoped id, not \"nobody\"")]
    [InlineData(Failures, """[{"retryAfterSeconds":5}]""", "rules[0].retryAfterSeconds needs a status, a code or a kapsoCode to go with")]
    [InlineData(Failures, """[null]""", "rules[0] must be an object with method, route, to, status, code, kapsoCode, rawBody, retryAfterSeconds, delayMs, drop, times, not null")]
    [InlineData(Failures, """{"status":500}""", "rules must be an array, not an object")]
    [InlineData(Failures, """[{"status":500]""", "The body is not JSON from line 1, character 15 on")]
    [InlineData(Failures, """[{"status":500,"status":501}]""", "The body is not JSON that names each field once, in Unicode")]
    [InlineData(Deliveries, """[{"event":"whatsapp.message.recieved","drop":true}]""", "rules[0].event must be an event of the catalogue, not \"whatsapp.message.recieved\"; did you mean whatsapp.message.received?")]
    [InlineData(Deliveries, """[{"drop":"yes"}]""", "rules[0].drop must be true or false, not \"yes\"")]
    [InlineData(Deliveries, """[{"drop":null}]""", "rules[0].drop must be true or false, not null")]
    [InlineData(Deliveries, """[{"duplicate":101}]""", "rules[0].duplicate must be a whole number from 0 to 100, not 101")]
    [InlineData(Link, """{"webhook":"later"}""", "webhook must be one of before, after, never, not \"later\"")]
    [InlineData(Link, """{"connectionType":"pigeon"}""", "connectionType must be one of coexistence, dedicated, not \"pigeon\"")]
    [InlineData(Link, """{"displayPhonenumber":"+573001234567"}""", "displayPhonenumber is not a field here; did you mean displayPhoneNumber? (connectionType, displayPhoneNumber, verifiedName, countryIso, webhook, duplicateWebhook)")]
    [InlineData(Link, """{"displayPhoneNumber":573001234567}""", "displayPhoneNumber must be text, not 573001234567")]
    [InlineData(Link, """{"duplicateWebhook":-1}""", "duplicateWebhook must be a whole number from 0 to 100, not -1")]
    [InlineData("POST /_emulator/setup-links/x/fail", "{}", "errorCode is required: text")]
    [InlineData("POST /_emulator/setup-links/x/fail", """{"errorCode":" "}""", "errorCode must not be empty")]
    [InlineData(Failures, """[{"to":"٣٤٦"}]""", "rules[0].to must be a phone number or a business-scoped id, not \"٣٤٦\"")]
    [InlineData("POST /_emulator/clock", """{"advance":5}""", "advance must be text, not 5")]
    [InlineData("POST /_emulator/clock", """{"advance":"soon"}""", "advance must be hh:mm:ss or d.hh:mm:ss, as 24:00:00, not \"soon\"")]
    [InlineData("POST /_emulator/clock", "[]", "The body must be an object, not an array")]
    [InlineData(Phone, """{"text":"Hi"}""", "text must be an object with body, not \"Hi\"")]
    [InlineData(Phone, """{"text":{"boddy":"Hi"}}""", "text.boddy is not a field here; did you mean body? (body)")]
    [InlineData(Phone, """{"type":"location","location":{"latitude":"north","longitude":0}}""", "location.latitude must be a number, not \"north\"")]
    [InlineData(Phone, """{"type":"location"}""", "location is required with the type location")]
    [InlineData(Phone, """{"type":"media","media":{"mimeType":"image/png","base64":"***"}}""", "media.base64 must be base64, not \"***\"")]
    [InlineData("GET /_emulator/phones/nobody/messages", "", "number must be a phone number in international form, as +573001234567, not \"nobody\"")]
    [InlineData("PUT /_emulator/phones/573001234567/marketing-preference", """{"phoneNumberId":"1","status":"paused"}""", "status must be one of stopped, resumed, not \"paused\"")]
    [InlineData("POST /_emulator/business-accounts/1/restrict", """{"restrictions":[{"expiresAt":"soon"}]}""", "restrictions[0].type is required: text")]
    [InlineData("POST /_emulator/business-accounts/1/restrict", """{"restrictions":[{"type":"A","expiresAt":"soon"}]}""", "restrictions[0].expiresAt must be a time such as 2026-01-31T12:00:00Z, not \"soon\"")]
    [InlineData("POST /_emulator/templates/1/status", """{"status":"approved"}""", "status must be one of APPROVED, PENDING, REJECTED, PAUSED, DISABLED, not \"approved\"")]
    [InlineData("POST /_emulator/display-name-requests/1/status", """{"status":"maybe"}""", "status must be one of approved, declined, not \"maybe\"")]
    [InlineData(Number, """{"phoneNumber":"12","verifiedName":"A"}""", "phoneNumber must be in international form, as +573001234567, not \"12\"")]
    [InlineData(Number, """{"phoneNumber":"+1 555 000 0001","verifiedName":"A"}""", "phoneNumber must be of one number alone: +1 555 000 0001 is 100000000000001 already")]
    [InlineData(Number, """{"phoneNumber":"+573001234567","verifiedName":"A","templates":[{"name":"B","body":"Hi"}]}""", "templates[0].name has 1 to 512 lower-case letters, digits and underscores")]
    [InlineData(Template, """{"phoneNumberId":"100000000000001","name":"a"}""", "components or body is required, and not both")]
    [InlineData(Template, """{"phoneNumberId":"100000000000001","name":"hello_world","body":"Hi"}""", "name must be of one template alone: hello_world in en_US is there already")]
    public async Task A_wrong_field_is_named(string call, string body, string sentence)
    {
        await using var lab = await Lab.StartAsync();
        var before = await StateAsync(lab);
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);

        var refused = await lab.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal((HttpStatusCode.BadRequest, sentence), (refused.Status, refused.Text("error")));
        Assert.Equal(before, await StateAsync(lab));
    }

    [Theory]
    [InlineData("POST /_emulator/phone-numbers/123/revoke", "There is no phone number 123; there is 100000000000001 (+1 555 000 0001, Operator)")]
    [InlineData("POST /_emulator/setup-links/123/complete", "There is no setup link 123; there is none at all")]
    [InlineData("POST /_emulator/business-accounts/123/disable", "There is no business account 123; there is 100000000000002 (Operator)")]
    [InlineData("POST /_emulator/phones/573001234567/identity", "There is no contact +573001234567; there is none at all")]
    public async Task What_is_not_there_is_named_with_what_is(string call, string sentence)
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.SendAsync(new HttpMethod(call.Split(' ')[0]), call.Split(' ')[1], "{}");

        Assert.Equal((HttpStatusCode.NotFound, sentence), (answer.Status, answer.Text("error")));
    }

    private static async Task<string> StateAsync(Lab lab)
    {
        string[] lists = ["failures", "delivery-rules", "phone-numbers", "templates", "setup-links", "phones/573001234567/messages"];
        var contents = new List<string>();
        foreach (var list in lists)
            contents.Add((await lab.GetAsync($"/_emulator/{list}")).Ok().Content);
        return string.Join('\n', contents);
    }
}
