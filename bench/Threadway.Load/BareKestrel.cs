using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Threadway.Kapso.Webhooks;

namespace Threadway.Load;

/// <summary>What intake is measured against: Kestrel that reads a delivery, checks its signature, answers, and stores nothing.</summary>
internal static class BareKestrel
{
    public static async Task<int> RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        var secret = Encoding.UTF8.GetBytes(AppSettings.WebhookSecret);
        app.MapPost(AppSettings.WebhookPath, async (HttpContext context) =>
        {
            var (request, reader) = (context.Request, context.Request.BodyReader);
            while (true)
            {
                var read = await reader.ReadAsync();
                if (!read.IsCompleted)
                {
                    reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                var body = read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray();
                var verdict = WebhookSignature.Verify(body, request.Headers[WebhookHeaders.Signature], secret);
                reader.AdvanceTo(read.Buffer.End);
                context.Response.StatusCode = verdict == SignatureVerdict.Valid ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
                return;
            }
        });
        await app.RunAsync();
        return 0;
    }
}
