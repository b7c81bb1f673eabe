using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Media;

namespace Threadway.Web.Tests.Messaging.Media;

public sealed class MediaTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_goes_up_as_what_its_bytes_are_and_comes_back_to_its_owner_alone()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var picture = Files.Filled(Files.Jpeg, 300_000);

        // Its name and its claimed type lie.
        using var uploaded = await UploadAsync(person, number, picture, "invoice.pdf", "application/pdf");
        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        var file = (await uploaded.Content.ReadFromJsonAsync<ShownFile>(Answers.OfApp, Stop))!;
        Assert.Equal(("image/jpeg", picture.Length), (file.ContentType, file.Size));
        Assert.Equal(picture.Length, await app.ReadAsync(db => db.UploadedMedia.Where(m => m.MediaId == file.Id).Select(m => m.Size).SingleAsync()));

        var message = await StoreAsync(app, number, $$"""{"id":"{{file.Id}}","filename":"../a\u202Eb.jpg"}""");
        using var whole = await person.GetAsync($"/api/whatsapp/messages/{message}/media");
        Assert.Equal(picture, await whole.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("image/jpeg", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", whole.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("ab.jpg", whole.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(whole.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(whole.Headers.CacheControl?.Private);

        using var part = await PartAsync(person, message, 1000, 1999);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(picture[1000..2000], await part.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("image/jpeg", part.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"bytes 1000-1999/{picture.Length}", part.Content.Headers.ContentRange?.ToString());
        using var beyond = await PartAsync(person, message, 400_000, null);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        var mallory = await app.SignInAsync();
        using var stolen = await mallory.GetAsync($"/api/whatsapp/messages/{message}/media");
        await Expect.ProblemAsync(stolen, HttpStatusCode.NotFound, "message_not_found");
    }

    [Fact]
    public async Task A_part_of_a_file_that_nobody_opened_before_is_known_by_its_beginning_too()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var film = Files.Filled(Files.Mp4("isom", "avc1"), 200_000);
        using var uploaded = await UploadAsync(person, number, film, "a");
        var message = await StoreAsync(app, number, $$"""{"id":"{{(await uploaded.Content.ReadFromJsonAsync<ShownFile>(Answers.OfApp, Stop))!.Id}}"}""");

        using var part = await PartAsync(person, message, 100_000, 100_009);

        Assert.Equal(film[100_000..100_010], await part.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(("video/mp4", "inline"), (part.Content.Headers.ContentType?.MediaType, part.Content.Headers.ContentDisposition?.DispositionType));
    }

    [Fact]
    public async Task An_events_own_address_is_read_where_it_is_Kapsos_and_asks_nobody_else()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        using var uploaded = await UploadAsync(person, number, Files.Png, "a");
        var id = (await uploaded.Content.ReadFromJsonAsync<ShownFile>(Answers.OfApp, Stop))!.Id;
        var address = (await app.Services.GetRequiredService<KapsoClient>().Media.GetAsync(number, id, Stop)).DownloadUrl!;
        var message = await StoreAsync(app, number, "{}", $$"""{"media_url":"{{address}}"}""");
        var over = await StoreAsync(app, number, $$"""{"id":"{{id}}"}""", $$"""{"media_url":"{{address}}over"}""");
        var before = app.Kapso.LastRequestId;

        using var answer = await person.GetAsync($"/api/whatsapp/messages/{message}/media");
        Assert.Equal(Files.Png, await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Single(app.Kapso.RequestsAfter(before));

        using var byId = await person.GetAsync($"/api/whatsapp/messages/{over}/media");
        Assert.Equal(Files.Png, await byId.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task No_redirect_leads_to_another_place()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        // Kapso's own page that sends browsers on: a host on the list, and a way off it.
        var message = await StoreAsync(app, number, "{}", """{"media_url":"/redirect"}""");
        await app.Kapso.FailNextAsync(new { method = "GET", route = "/redirect", status = 302, rawBody = "", times = 1 });

        using var answer = await person.GetAsync($"/api/whatsapp/messages/{message}/media");

        await Expect.ProblemAsync(answer, HttpStatusCode.Gone, "media_gone");
    }

    [Fact]
    public async Task What_no_browser_should_show_is_a_download()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        foreach (var bytes in (byte[][])[Files.Pdf, Files.Html])
        {
            using var uploaded = await UploadAsync(person, number, bytes, "a.jpg", "image/jpeg");
            var message = await StoreAsync(app, number, $$"""{"id":"{{(await uploaded.Content.ReadFromJsonAsync<ShownFile>(Answers.OfApp, Stop))!.Id}}"}""");
            using var answer = await person.GetAsync($"/api/whatsapp/messages/{message}/media");
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(Stop));
        }
    }

    [Fact]
    public async Task What_WhatsApp_does_not_take_is_refused_before_anything_is_sent()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var before = app.Kapso.LastRequestId;

        using var gif = await UploadAsync(person, number, Files.Gif, "a.jpg", "image/jpeg");
        await Expect.ProblemAsync(gif, HttpStatusCode.UnprocessableEntity, "media_type_not_supported");
        using var vorbis = await UploadAsync(person, number, Files.Ogg("\u0001vorbis"), "a.ogg", "audio/ogg; codecs=opus");
        await Expect.ProblemAsync(vorbis, HttpStatusCode.UnprocessableEntity, "media_type_not_supported");
        using var hevc = await UploadAsync(person, number, Files.Mp4("isom", "hvc1"), "a.mp4", "video/mp4");
        await Expect.ProblemAsync(hevc, HttpStatusCode.UnprocessableEntity, "media_type_not_supported");
        using var large = await UploadAsync(person, number, Files.Filled(Files.Jpeg, (5 * 1024 * 1024) + 100_000), "a.jpg");
        await Expect.ProblemAsync(large, HttpStatusCode.UnprocessableEntity, "media_too_large");
        using var empty = await UploadAsync(person, number, [], "a.jpg");
        await Expect.ProblemAsync(empty, HttpStatusCode.BadRequest, "invalid_request", "file");
        using var noForm = await person.Browser.PostAsJsonAsync($"/api/whatsapp/connections/{number}/media", new { file = "x" }, Stop);
        await Expect.ProblemAsync(noForm, HttpStatusCode.BadRequest, "invalid_request", "file");

        Assert.DoesNotContain(app.Kapso.RequestsAfter(before), request => request.Path.EndsWith("/media", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_turns_out_too_large_on_its_way_is_cut_off_and_nobody_has_it()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        // A little over, and of no stated length: only counting tells.
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Files.Filled(Files.Jpeg, (5 * 1024 * 1024) + 1)), "file", "a.jpg" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/whatsapp/connections/{number}/media") { Content = form };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await person.Browser.SendAsync(request, Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "media_too_large");
        Assert.Equal(0, await app.ReadAsync(db => db.UploadedMedia.CountAsync()));
    }

    [Fact]
    public async Task A_document_may_have_more_than_servers_take_as_a_rule()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        using var answer = await UploadAsync(person, number, Files.Filled(Files.Pdf, 40 * 1024 * 1024), "a.pdf");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(40 * 1024 * 1024, (await answer.Content.ReadFromJsonAsync<ShownFile>(Answers.OfApp, Stop))!.Size);
    }

    [Fact]
    public async Task More_than_any_file_may_have_is_refused_before_a_byte_of_it_is_read()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var uploads = app.Services.GetRequiredService<MediaUploads>();
        var request = new DefaultHttpContext().Request;
        request.ContentLength = (100 * 1024 * 1024) + MediaUploads.Frame + 1;

        var outcome = await uploads.UploadAsync(Guid.NewGuid(), Guid.NewGuid(), "1", request, Stop);

        Assert.True(Assert.IsType<UploadTooLarge>(outcome).ForAnyType);
    }

    [Fact]
    public async Task A_file_that_is_gone_elsewhere_or_nowhere_is_told_apart()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var text = await StoreAsync(app, number, """{"body":"Hello"}""");
        var linked = await StoreAsync(app, number, """{"link":"https://example.org/a.jpg"}""");
        var foreign = await StoreAsync(app, number, "{}", """{"media_url":"http://169.254.169.254/latest"}""");
        var gone = await StoreAsync(app, number, """{"id":"999"}""");

        foreach (var none in (Guid[])[text, linked, foreign])
        {
            using var answer = await person.GetAsync($"/api/whatsapp/messages/{none}/media");
            await Expect.ProblemAsync(answer, HttpStatusCode.NotFound, "media_none");
        }
        using var over = await person.GetAsync($"/api/whatsapp/messages/{gone}/media");
        await Expect.ProblemAsync(over, HttpStatusCode.Gone, "media_gone");
        await app.Kapso.FailNextAsync(new { method = "GET", route = "/meta/whatsapp/*/999", status = 503, times = 100 });
        using var later = await person.GetAsync($"/api/whatsapp/messages/{gone}/media");
        await Expect.ProblemAsync(later, HttpStatusCode.ServiceUnavailable, "media_unavailable");
        Assert.NotNull(later.Headers.RetryAfter);
    }

    private static async Task<HttpResponseMessage> UploadAsync(Person person, string number, byte[] file, string name, string? contentType = null)
    {
        using var part = new ByteArrayContent(file);
        if (contentType is not null) part.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var form = new MultipartFormDataContent { { new StringContent("x"), "before" }, { part, "file", name } };
        return await person.Browser.PostAsync(new Uri($"/api/whatsapp/connections/{number}/media", UriKind.Relative), form, Stop);
    }

    private static async Task<HttpResponseMessage> PartAsync(Person person, Guid message, long from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/whatsapp/messages/{message}/media");
        request.Headers.Range = new RangeHeaderValue(from, to);
        return await person.Browser.SendAsync(request, Stop);
    }

    private static Task<Guid> StoreAsync(ThreadwayApp app, string number, string content, string? extras = null) => app.ReadAsync(async db =>
    {
        var connection = await db.Connections.SingleAsync(c => c.PhoneNumberId == number);
        var now = app.Time.GetUtcNow();
        var conversation = new ConversationRow { Id = Guid.CreateVersion7(), UserId = connection.UserId, ConnectionId = connection.Id, CreatedAt = now };
        var message = new MessageRow
        {
            Id = Guid.CreateVersion7(),
            UserId = connection.UserId,
            ConnectionId = connection.Id,
            ConversationId = conversation.Id,
            Author = MessageAuthor.Contact,
            Type = "image",
            Content = content,
            Extras = extras,
            State = MessageState.Received,
            At = now,
            CreatedAt = now,
            ChangedAt = now,
        };
        db.Add(conversation);
        db.Add(message);
        await db.SaveChangesAsync(Stop);
        return message.Id;
    });

    private sealed record ShownFile(string Id, string ContentType, long Size);
}
