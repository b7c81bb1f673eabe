using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Messaging.Media;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Outbox.Drafts;
using Threadway.Web.Tests.Messaging.Drafts;

namespace Threadway.Web.Tests.Messaging.Templates;

public sealed class TemplateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_are_listed_page_by_page_and_filtered()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await CreateAsync(app, number, "a_first", "b_second", "c_third");

        var first = await PageAsync(person, number, "?limit=2");
        var second = await PageAsync(person, number, $"?limit=2&after={first.Next}");

        Assert.Equal(["a_first", "b_second"], first.Data.Select(template => template.Name));
        Assert.Equal(["c_third", "hello_world"], second.Data.Select(template => template.Name));
        Assert.Null(second.Next);
        Assert.Equal("BODY", first.Data[0].Components[0].GetProperty("type").GetString());
        Assert.Equal(["hello_world"], (await PageAsync(person, number, "?status=approved")).Data.Select(template => template.Name));
        Assert.Equal(["b_second"], (await PageAsync(person, number, "?name=SECOND")).Data.Select(template => template.Name));
        using var wrong = await person.GetAsync($"/api/whatsapp/connections/{number}/templates?after=%21");
        await Expect.ProblemAsync(wrong, HttpStatusCode.BadRequest, "invalid_request", "after");
        using var many = await person.GetAsync($"/api/whatsapp/connections/{number}/templates?limit=101");
        await Expect.ProblemAsync(many, HttpStatusCode.BadRequest, "invalid_request", "limit");
    }

    [Fact]
    public async Task Another_persons_number_has_no_templates_and_takes_no_files()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var number = await (await app.SignInAsync()).ConnectAsync();
        var mallory = await app.SignInAsync();

        using var templates = await mallory.GetAsync($"/api/whatsapp/connections/{number}/templates");
        await Expect.ProblemAsync(templates, HttpStatusCode.NotFound, "connection_not_found");
        using var form = new MultipartFormDataContent { { new ByteArrayContent("text"u8.ToArray()), "file", "a.txt" } };
        using var upload = await mallory.Browser.PostAsync(new Uri($"/api/whatsapp/connections/{number}/media", UriKind.Relative), form, Stop);
        await Expect.ProblemAsync(upload, HttpStatusCode.NotFound, "connection_not_found");
    }

    [Fact]
    public async Task Where_Kapso_cannot_be_asked_the_list_says_so_and_an_older_copy_counts()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await app.Kapso.FailNextAsync(new { method = "GET", route = "/meta/whatsapp/*/*/message_templates", status = 500, times = 100 });

        using var failed = await person.GetAsync($"/api/whatsapp/connections/{number}/templates");
        await Expect.ProblemAsync(failed, HttpStatusCode.ServiceUnavailable, "kapso_templates_failed");
        Assert.NotNull(failed.Headers.RetryAfter);

        await app.Kapso.StopFailingAsync();
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEmpty((await PageAsync(person, number, "")).Data);
        await app.Kapso.FailNextAsync(new { method = "GET", route = "/meta/whatsapp/*/*/message_templates", status = 500, times = 100 });
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEmpty((await PageAsync(person, number, "")).Data);
    }

    [Fact]
    public async Task A_message_is_held_against_the_world()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await CreateAsync(app, number, "pending");
        var connection = await ConnectionAsync(app, number);
        var world = app.Services.GetRequiredService<WorldCheck>();

        async Task<MessageRefusal?> Of(string type, string content, string? to = null)
        {
            var (draft, refusal) = Draft.Read(Draft.Body(type, content).With("to", to ?? "+573001234567"));
            Assert.Null(refusal);
            return await world.CheckAsync(connection, draft!, Stop);
        }

        Assert.Null(await Of("template", """{"name":"hello_world","language":{"code":"en_US"}}"""));
        Assert.Equal("template_language", (await Of("template", """{"name":"hello_world","language":{"code":"xx"}}"""))!.Code);
        Assert.Equal("template_unknown", (await Of("template", """{"name":"nobody","language":{"code":"en"}}"""))!.Code);
        Assert.Equal("template_not_approved", (await Of("template", """{"name":"pending","language":{"code":"en_US"}}"""))!.Code);
        Assert.Equal("template_parameters", (await Of("template", """{"name":"hello_world","language":{"code":"en_US"},"components":[{"type":"body","parameters":[{"type":"text","text":"A"}]}]}"""))!.Code);
        Assert.Equal((422, "recipient_is_sender", "to"), (await Of("text", """{"body":"A"}""", connection.Digits)) is { } own ? (own.Status, own.Code, own.Path) : default);
        var unknown = await Of("image", """{"id":"1"}""");
        Assert.Equal((422, "media_unknown", "image.id"), (unknown!.Status, unknown.Code, unknown.Path));
        var asked = app.Kapso.LastRequestId;
        Assert.Equal(unknown, await Of("image", """{"id":"1"}"""));
        Assert.Empty(app.Kapso.RequestsAfter(asked));
        Assert.Null(await Of("image", """{"link":"https://example.org/a.jpg"}"""));

        // Names that do not exist do not spend the key.
        var before = app.Kapso.LastRequestId;
        for (var i = 0; i < 20; i++) await Of("template", $$$"""{"name":"nobody{{{i}}}","language":{"code":"en"}}""");
        Assert.InRange(app.Kapso.RequestsAfter(before).Count(request => request.Path.Contains("message_templates", StringComparison.Ordinal)), 0, 1);
    }

    [Fact]
    public async Task A_file_that_somebody_else_uploaded_is_asked_for_once_and_must_fit()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var number = await (await app.SignInAsync()).ConnectAsync();
        var connection = await ConnectionAsync(app, number);
        var kapso = app.Services.GetRequiredService<KapsoClient>();
        using var file = new MemoryStream([0xFF, 0xD8, 0xFF, 0xE0]);
        var id = await kapso.Media.UploadAsync(number, file, "image/jpeg", cancellationToken: Stop);
        var world = app.Services.GetRequiredService<WorldCheck>();

        Assert.Null(await world.CheckAsync(connection, Draft.Read(Draft.Body("image", $$"""{"id":"{{id}}"}""")).Draft!, Stop));
        var before = app.Kapso.LastRequestId;
        var sticker = await world.CheckAsync(connection, Draft.Read(Draft.Body("sticker", $$"""{"id":"{{id}}"}""")).Draft!, Stop);
        var header = await world.CheckAsync(
            connection, Draft.Read(Draft.Body("interactive", $$$"""{"type":"button","header":{"type":"video","video":{"id":"{{{id}}}"}},"body":{"text":"B"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Yes"}}]}}""")).Draft!, Stop);

        Assert.Equal((422, "media_type_not_supported", "sticker.id"), (sticker!.Status, sticker.Code, sticker.Path));
        Assert.Equal(("media_type_not_supported", "interactive.header.video.id"), (header!.Code, header.Path));
        Assert.Empty(app.Kapso.RequestsAfter(before));
        Assert.Equal("image/jpeg", await app.ReadAsync(db => db.UploadedMedia.Where(m => m.MediaId == id).Select(m => m.ContentType).SingleAsync()));
        Assert.Equal("image/jpeg", FileType.Jpeg.Plain);
    }

    private static Task<Connection> ConnectionAsync(ThreadwayApp app, string number) =>
        app.ReadAsync(db => db.Connections.AsNoTracking().SingleAsync(c => c.PhoneNumberId == number));

    private static async Task CreateAsync(ThreadwayApp app, string number, params string[] names)
    {
        var account = (await ConnectionAsync(app, number)).BusinessAccountId!;
        foreach (var name in names)
        {
            await app.Services.GetRequiredService<KapsoClient>().Templates.CreateAsync(
                account, new() { Name = name, Language = "en_US", Category = TemplateCategory.Utility, Components = [new TemplateBody { Text = "Hello." }] }, Stop);
        }
    }

    private static async Task<ShownPage> PageAsync(Person person, string number, string query) =>
        (await person.Browser.GetFromJsonAsync<ShownPage>($"/api/whatsapp/connections/{number}/templates{query}", Answers.OfApp, Stop))!;

    private sealed record ShownPage(ShownTemplate[] Data, string? Next);

    private sealed record ShownTemplate(
        string Id, string Name, string? Language, string? Status, string? Category, string? ParameterFormat, string? RejectedReason, JsonElement[] Components);
}
