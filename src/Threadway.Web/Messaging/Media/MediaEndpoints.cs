using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Examples;
using Threadway.Web.Kapso;
using Threadway.Web.Messaging.Conversations.Reading;

namespace Threadway.Web.Messaging.Media;

internal static class MediaEndpoints
{
    private const string Sandbox = "sandbox; default-src 'none'";

    /// <summary>Kapso may be silent so long in the middle of a file.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public static void MapMediaEndpoints(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/whatsapp").RequireAuthorization().WithTags("Messages")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        messages.MapPost("/connections/{phoneNumberId}/media", Upload).WithName("uploadMedia").RequireScope(ApiScopes.MessagesSend)
            .WithSummary("Uploads a file, for messages of this number; its id is good for 30 days.")
            .WithExample(new MediaAnswer("1013859600285441", "image/jpeg", 48_213), StatusCodes.Status201Created)
            .AddOpenApiOperationTransformer(DescribeForm)
            .WithMetadata(new RequestSizeLimitAttribute(FileType.LargestFile + (2 * MediaUploads.Frame)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status502BadGateway);
        messages.MapGet("/messages/{id:guid}/media", Get).WithName("getMedia").RequireScope(ApiScopes.MessagesRead)
            .WithSummary("The file of a message, or a part of it (Range). What no browser should show in place is a download.")
            .WithMetadata(new OwnContentPolicy(Sandbox))
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
            .ProducesProblem(StatusCodes.Status410Gone).ProducesProblem(StatusCodes.Status502BadGateway);
    }

    /// <param name="Id">For the media object of a message.</param>
    /// <param name="ContentType">By the file's own bytes.</param>
    /// <param name="Size">Bytes.</param>
    internal sealed record MediaAnswer(string Id, string ContentType, long Size);

    /// <summary>Said for the document alone: the form is read as it comes, so no binder reads it, and a body of another kind has our answer.</summary>
    private static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "file" },
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
        };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form } } };
        return Task.CompletedTask;
    }

    private static async Task<Results<Created<MediaAnswer>, ProblemHttpResult>> Upload(
        string phoneNumberId, HttpContext context, ClaimsPrincipal user, MediaUploads uploads, IDbContextFactory<ThreadwayDb> databases, CancellationToken cancellationToken)
    {
        var number = TypedText.Plain(phoneNumberId);
        Guid? connectionId;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            connectionId = await db.Connections.Of(user.UserId(), number).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);
        if (connectionId is not { } connection) return NoSuchNumber.Problem();

        return await uploads.UploadAsync(user.UserId(), connection, number, context.Request, cancellationToken) switch
        {
            Uploaded file => TypedResults.Created((string?)null, new MediaAnswer(file.Id, file.ContentType, file.Size)),
            UploadWithoutFile => Problems.Invalid("file", "The body must be a form (multipart/form-data) with a part named file that is not empty."),
            UploadNotSupported refused => Problems.Of(StatusCodes.Status422UnprocessableEntity, "media_type_not_supported", refused.Detail),
            UploadTooLarge { ForAnyType: true } large => Problems.Of(StatusCodes.Status413PayloadTooLarge, "media_too_large", large.Detail),
            UploadTooLarge large => Problems.Of(StatusCodes.Status422UnprocessableEntity, "media_too_large", large.Detail),
            UploadFailed failed => KapsoProblems.Of(context, failed.Because, "kapso_upload_failed", "The file did not get to Kapso. Nothing is half-done: try again."),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static async Task<IResult> Get(Guid id, HttpContext context, ClaimsPrincipal user, MessageMedia media, TimeProvider time, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private";
        switch (await media.OpenAsync(user.UserId(), id, RangeOf(context.Request), cancellationToken))
        {
            case MediaFound found:
                using (found.Answer)
                {
                    await WriteAsync(found, context, time, cancellationToken);
                    return Results.Empty;
                }
            case MediaUnknownMessage:
                return MessageEndpoints.NotFound();
            case MediaNone:
                return Problems.Of(StatusCodes.Status404NotFound, "media_none", "This message has no file at Kapso.");
            case MediaGone:
                return Problems.Of(StatusCodes.Status410Gone, "media_gone", "Kapso has this file no longer.");
            case MediaTooLarge:
                return Problems.Of(StatusCodes.Status502BadGateway, "media_too_large", "The file at Kapso has more than 100 MB, and is not passed on.");
            case MediaLater later:
                context.Response.SetRetryAfter(later.RetryAfter);
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "media_unavailable", "Kapso does not hand the file out just now. Try again in a moment.");
            case var other:
                throw new InvalidOperationException(other.GetType().Name);
        }
    }

    /// <summary>One part of a file; whoever asks for several is given all of it, which every server may do.</summary>
    private static RangeHeaderValue? RangeOf(HttpRequest request) =>
        RangeHeaderValue.TryParse(request.Headers.Range, out var range) && range is { Unit: "bytes", Ranges.Count: 1 } ? range : null;

    private static async Task WriteAsync(MediaFound found, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var (response, headers) = (context.Response, found.Answer.Content.Headers);
        response.StatusCode = (int)found.Answer.StatusCode;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ContentRange = headers.ContentRange?.ToString();
        if (response.StatusCode == StatusCodes.Status416RangeNotSatisfiable) return;

        response.ContentType = found.Type.ContentType;
        response.ContentLength = headers.ContentLength;
        response.Headers.XContentTypeOptions = "nosniff";
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue(found.Type.IsShown ? "inline" : "attachment");
        disposition.SetHttpFileName(found.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        await CopyAsync(found.Answer, context, time, cancellationToken);
    }

    private static async Task CopyAsync(HttpResponseMessage answer, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
            for (long written = 0; await body.ReadAsync(buffer, either.Token) is > 0 and var length;)
            {
                written += length;
                if (written > FileType.LargestFile) throw new IOException("Kapso's file is larger than it may be.");
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                silence.CancelAfter(Silence);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The beginning is out already: only a connection that breaks says that it was not all.
            context.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
