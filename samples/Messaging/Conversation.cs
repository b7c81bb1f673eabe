using System.Text.Json.Nodes;

namespace Messaging;

/// <summary>Says hello to somebody, tells how far it came, and answers what comes in.</summary>
internal sealed class Conversation(ThreadwayClient threadway, string phoneNumberId, string recipient)
{
    /// <param name="once">Ends when hello was delivered and one message was answered.</param>
    public async Task RunAsync(bool once, CancellationToken cancellationToken)
    {
        Guid? hello = null;
        var (delivered, answered) = (false, false);
        var seen = new HashSet<string>();
        await foreach (var (name, data) in threadway.WatchAsync(cancellationToken))
        {
            // The first thing a stream says is that it is open: nothing is missed that happens from then on.
            hello ??= await SendAsync("Hello! Write something, and I will answer.", cancellationToken);
            if (name != "message" || data is null) continue;

            // Around the place where a stream went on, events may come twice.
            var (id, status) = ((string)data["id"]!, (string)data["status"]!);
            if (!seen.Add($"{id} {status}")) continue;

            if (id == $"{hello}")
            {
                Console.WriteLine($"hello: {status}");
                if (status is "failed" or "expired" or "unknown") throw new ThreadwayException($"It did not arrive: {data["failure"]?["title"] ?? status}");
                delivered |= status is "delivered" or "read";
            }
            else if ((string)data["direction"]! == "inbound" && (string)data["phoneNumberId"]! == phoneNumberId)
            {
                Console.WriteLine($"{data["from"]} wrote: {data["text"]?["body"] ?? data["type"]}");
                await AnswerAsync(data, cancellationToken);
                answered = true;
            }
            if (once && delivered && answered) return;
        }
    }

    private async Task<Guid> SendAsync(string text, CancellationToken cancellationToken)
    {
        var message = new { to = recipient, type = "text", text = new { body = text } };
        // A key of its own: were the answer lost, the same call again would be no second message.
        return (Guid)(await threadway.SendAsync(phoneNumberId, message, $"hello-{Guid.NewGuid()}", cancellationToken))["id"]!;
    }

    /// <summary>As a reply to what was written; what came is answered once, whoever runs this again.</summary>
    private async Task AnswerAsync(JsonNode incoming, CancellationToken cancellationToken)
    {
        var message = new
        {
            to = (string)incoming["from"]!,
            type = "text",
            text = new { body = $"You wrote: {incoming["text"]?["body"] ?? incoming["type"]}" },
            context = new { message_id = (string?)incoming["wamid"] },
        };
        await threadway.SendAsync(phoneNumberId, message, $"answer-{incoming["id"]}", cancellationToken);
    }
}
