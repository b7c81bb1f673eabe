using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Templates;

public sealed class TemplateTests
{
    private const string Account = "200000000000001";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_are_listed_cursor_by_cursor_until_a_page_names_none()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/templates").Answers("""{"data":[{"id":"3","name":"c"}],"paging":{"cursors":{}}}""");

        var templates = await kapso.Client().Templates.ListAsync(
            Account,
            new() { Name = "order", Status = TemplateStatus.Approved, Category = TemplateCategory.Utility, Language = "es", PageSize = 2 },
            Token).ToListAsync(Token);

        Assert.Equal(["order_ready", "order_ready", "c"], templates.Select(template => template.Name));
        Assert.Equal((TemplateStatus.Approved, TemplateCategory.Marketing), (templates[0].Status, templates[0].PreviousCategory));
        Assert.Equal("Su pan está listo.", Assert.IsType<TemplateBody>(templates[0].Components[0]).Text);
        Assert.Equal("order_ready", templates[0].Raw.GetProperty("name").GetString());
        Assert.Equal("IN_APPEAL", templates[1].Status?.Value);
        Assert.Empty(templates[1].Components);
        const string First = $"GET /meta/whatsapp/v24.0/{Account}/message_templates?name=order&status=APPROVED&category=UTILITY&language=es&limit=2";
        Assert.Equal([First, $"{First}&after=QUZURVI%3D"], kapso.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task One_template_is_found_by_its_exact_name_and_language()
    {
        const string Page =
            """{"data":[{"id":"1","name":"order_ready_now","language":"es"},{"id":"2","name":"order_ready","language":"es_MX"},{"id":"3","name":"order_ready","language":"es"}]}""";
        var kapso = new ScriptedKapso().Answers(Page).Answers(Page);
        var templates = kapso.Client().Templates;

        var found = await templates.FindAsync(Account, "order_ready", "es", Token);
        var missing = await templates.FindAsync(Account, "order", "es", Token);

        Assert.Equal("3", found?.Id);
        Assert.Null(missing);
        Assert.Equal($"GET /meta/whatsapp/v24.0/{Account}/message_templates?name=order_ready&language=es", kapso.Requests[0].Line);
    }

    [Fact]
    public async Task A_template_is_submitted_and_mostly_pending()
    {
        var kapso = new ScriptedKapso().Answers("""{"id":"900000000000003","status":"PENDING","category":"UTILITY"}""");

        var submitted = await kapso.Client().Templates.CreateAsync(
            Account,
            new()
            {
                Name = "order_ready",
                Language = "en_US",
                Category = TemplateCategory.Utility,
                Components = [TemplateComponent.Body("Ready, {{name}}.", "Ana")],
            },
            Token);

        Assert.Equal($"POST /meta/whatsapp/v24.0/{Account}/message_templates", kapso.Request.Line);
        Assert.Equal(
            """{"name":"order_ready","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Ready, {{name}}.","example":{"body_text_named_params":[{"param_name":"name","example":"Ana"}]}}],"parameter_format":"NAMED"}""",
            kapso.Request.Json);
        Assert.Equal(("900000000000003", TemplateStatus.Pending), (submitted.Id, submitted.Status));
    }

    [Fact]
    public async Task A_template_is_changed_in_one_language()
    {
        var kapso = new ScriptedKapso().Answers("""{"success":true}""");

        await kapso.Client().Templates.UpdateAsync(Account, "900000000000003", new() { Category = TemplateCategory.Marketing }, Token);

        Assert.Equal($"POST /meta/whatsapp/v24.0/{Account}/message_templates?hsm_id=900000000000003", kapso.Request.Line);
        Assert.Equal("""{"category":"MARKETING"}""", kapso.Request.Json);
    }

    [Fact]
    public async Task A_template_is_deleted_in_all_languages_or_in_one()
    {
        var kapso = new ScriptedKapso().Answers("""{"success":true}""").AnswersNothing();

        await kapso.Client().Templates.DeleteAsync(Account, "order_ready", Token);
        await kapso.Client().Templates.DeleteByIdAsync(Account, "900000000000003", Token);

        Assert.Equal(
            [
                $"DELETE /meta/whatsapp/v24.0/{Account}/message_templates?name=order_ready",
                $"DELETE /meta/whatsapp/v24.0/{Account}/message_templates?hsm_id=900000000000003",
            ],
            kapso.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task A_deletion_without_a_name_would_delete_who_knows_what_and_is_refused()
    {
        using var kapso = new ScriptedKapso().Client();

        await Assert.ThrowsAsync<ArgumentException>("name", () => kapso.Templates.DeleteAsync(Account, " ", Token));
    }
}
