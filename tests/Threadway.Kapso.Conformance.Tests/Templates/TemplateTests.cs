using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Templates;

[Contract("13.2")]
public class TemplateTests(Target target)
{
    private const string Body = """[{"type":"BODY","text":"Your order is ready."}]""";

    private static readonly Shape Created = Shape.Of(
        ("id", Rule.Word), ("status", Rule.Word), ("category", Rule.OneOf("AUTHENTICATION", "MARKETING", "UTILITY")));

    private async Task<string> PathAsync() => $"/{await target.AccountAsync(target.Number)}/message_templates";

    [Fact]
    public async Task Templates_are_listed()
    {
        var list = await target.Proxy.GetAsync($"{await PathAsync()}?limit=5");

        Assert.InRange(list.ProxyPage(Shapes.Template).Count, 0, 5);
    }

    [Fact, Contract("2.2")]
    public async Task The_list_goes_on_after_its_cursor()
    {
        var (_, number) = await target.ConnectAsync();
        string[] made = [await TemplateSteps.ApprovedAsync(target, number, "UTILITY", Body), await TemplateSteps.ApprovedAsync(target, number, "UTILITY", Body)];
        var list = $"/{await target.AccountAsync(number)}/message_templates?limit=1";

        List<string> read = [];
        for (string? after = ""; after is not null && read.Count <= 100;)
        {
            var page = await target.Proxy.GetAsync(after.Length == 0 ? list : $"{list}&after={Uri.EscapeDataString(after)}");
            var rows = page.ProxyPage(Shapes.Template);
            Assert.InRange(rows.Count, 0, 1);
            read.AddRange(rows.Select(row => row["name"]!.ToString()));
            after = rows.Count == 0 ? null : page.Json["paging"]!["cursors"]!["after"]?.ToString();
        }

        Assert.Equal(made.Order(), read.Intersect(made).Order());
        Assert.Equal(read.Distinct().Count(), read.Count);
    }

    [Theory]
    [InlineData("UTILITY", Body, "")]
    [InlineData("MARKETING", """[{"type":"HEADER","format":"TEXT","text":"Hi {{1}}","example":{"header_text":["Ana"]}},{"type":"BODY","text":"Come, {{1}}.","example":{"body_text":[["Ana"]]}},{"type":"FOOTER","text":"The bakery"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Stop"},{"type":"URL","text":"Shop","url":"https://tenant.example"}]}]""", "")]
    [InlineData("UTILITY", """[{"type":"BODY","text":"Hi {{first_name}}.","example":{"body_text_named_params":[{"param_name":"first_name","example":"Ana"}]}}]""", ",\"parameter_format\":\"NAMED\"")]
    [InlineData("AUTHENTICATION", """[{"type":"BODY","add_security_recommendation":true},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy"}]}]""", "")]
    public async Task A_template_is_created_found_and_deleted(string category, string components, string more)
    {
        var (name, path) = (TemplateSteps.NewName(), await PathAsync());

        var created = (await TemplateSteps.CreateAsync(target, path.Split('/')[1], name, category, components, more)).Fits(Created);
        var found = Assert.Single((await target.Proxy.GetAsync($"{path}?name={name}&category={category}&language=en")).ProxyPage(Shapes.Template));
        var deleted = await target.Proxy.DeleteAsync($"{path}?name={name}");
        var after = (await target.Proxy.GetAsync($"{path}?name={name}")).ProxyPage(Shapes.Template);

        Assert.Equal((created["id"]!.ToString(), name, "en", category), (
            found["id"]!.ToString(), found["name"]!.ToString(), found["language"]!.ToString(), found["category"]!.ToString()));
        Assert.Equal(JsonNode.Parse(components)!.AsArray().Count, found["components"]!.AsArray().Count);
        Assert.True(deleted.Fits(Shapes.Success)["success"]!.GetValue<bool>());
        Assert.Empty(after);
    }

    [Theory]
    [InlineData("status=APPROVED", true)]
    [InlineData("status=REJECTED", false)]
    [InlineData("category=UTILITY", true)]
    [InlineData("category=MARKETING", false)]
    [InlineData("language=en", true)]
    [InlineData("language=es", false)]
    public async Task The_list_is_filtered(string filter, bool finds)
    {
        _ = target.Control;
        var name = await TemplateSteps.ApprovedAsync(target, target.Number, "UTILITY", Body);

        var found = (await target.Proxy.GetAsync($"{await PathAsync()}?name={name}&{filter}")).ProxyPage(Shapes.Template);

        Assert.Equal(finds ? 1 : 0, found.Count);
    }

    [Fact, Contract("16.22")]
    public async Task A_template_is_changed_by_its_id()
    {
        var (name, path) = (TemplateSteps.NewName(), await PathAsync());
        var id = (await TemplateSteps.CreateAsync(target, path.Split('/')[1], name, "UTILITY", Body)).Fits(Created)["id"]!.ToString();

        var changed = await target.Proxy.PostAsync($"{path}?hsm_id={id}", """{"components":[{"type":"BODY","text":"Your order is on its way."}]}""");

        Assert.True(changed.Fits(Shapes.Success)["success"]!.GetValue<bool>());
        var found = Assert.Single((await target.Proxy.GetAsync($"{path}?name={name}")).ProxyPage(Shapes.Template));
        await target.Proxy.DeleteAsync($"{path}?hsm_id={id}");
        Assert.Equal((id, "en"), (found["id"]!.ToString(), found["language"]!.ToString()));
        Assert.Contains("on its way", found["components"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"category":"GREETING"}""")]
    [InlineData("""{"components":[]}""")]
    [InlineData("""{"components":[{"type":"BODY","text":"x"}],"parameter_format":"BY_HEART"}""")]
    public async Task A_wrong_change_is_refused(string change)
    {
        var (name, path) = (TemplateSteps.NewName(), await PathAsync());
        var id = (await TemplateSteps.CreateAsync(target, path.Split('/')[1], name, "UTILITY", Body)).Fits(Created)["id"]!.ToString();

        var refused = await target.Proxy.PostAsync($"{path}?hsm_id={id}", change);

        await target.Proxy.DeleteAsync($"{path}?hsm_id={id}");
        refused.IsE3(400);
    }

    [Fact, Contract("2.3")]
    public async Task A_template_that_is_not_there_is_not_changed()
    {
        target.NeedsChanges();
        var answer = await target.Proxy.PostAsync($"{await PathAsync()}?hsm_id=999999999999999", """{"category":"UTILITY"}""");

        answer.IsE3(404);
    }

    [Fact]
    public async Task A_template_is_deleted_by_its_id()
    {
        var (name, path) = (TemplateSteps.NewName(), await PathAsync());
        var id = (await TemplateSteps.CreateAsync(target, path.Split('/')[1], name, "UTILITY", Body)).Fits(Created)["id"]!.ToString();

        var deleted = await target.Proxy.DeleteAsync($"{path}?hsm_id={id}");

        Assert.True(deleted.Fits(Shapes.Success)["success"]!.GetValue<bool>());
        Assert.Empty((await target.Proxy.GetAsync($"{path}?name={name}")).ProxyPage(Shapes.Template));
    }

    [Theory]
    [InlineData("""{"language":"en","category":"UTILITY","components":[{"type":"BODY","text":"x"}]}""")]
    [InlineData("""{"name":"Not A Name","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"x"}]}""")]
    [InlineData("""{"name":"no_language","category":"UTILITY","components":[{"type":"BODY","text":"x"}]}""")]
    [InlineData("""{"name":"no_category","language":"en","components":[{"type":"BODY","text":"x"}]}""")]
    [InlineData("""{"name":"other_category","language":"en","category":"GREETING","components":[{"type":"BODY","text":"x"}]}""")]
    [InlineData("""{"name":"other_format","language":"en","category":"UTILITY","parameter_format":"BY_HEART","components":[{"type":"BODY","text":"x"}]}""")]
    [InlineData("""{"name":"no_components","language":"en","category":"UTILITY"}""")]
    [InlineData("""{"name":"empty_components","language":"en","category":"UTILITY","components":[]}""")]
    [InlineData("""{"name":"no_url","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"x"}]}]}""")]
    public async Task A_wrong_template_is_refused(string body)
    {
        target.NeedsChanges();
        var answer = await target.Proxy.PostAsync(await PathAsync(), body);

        answer.IsE3(400);
    }

    [Fact]
    public async Task A_delete_without_name_and_id_is_refused()
    {
        target.NeedsChanges();
        var answer = await target.Proxy.DeleteAsync(await PathAsync());

        answer.IsE3(400);
    }
}
