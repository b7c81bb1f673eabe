using System.Net.Http.Headers;
using System.Text;

namespace Threadway.Bench;

/// <summary>Reads each request's body, as a connection would, and answers from memory.</summary>
internal sealed class CannedKapso : HttpMessageHandler
{
    public static readonly Uri Origin = new("https://kapso.example");

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly byte[] Sent = Encoding.UTF8.GetBytes(
        """{"messaging_product":"whatsapp","contacts":[{"input":"34600998877","wa_id":"34600998877"}],"messages":[{"id":"wamid.1","message_status":"accepted"}]}""");

    private static readonly byte[] Customers = Encoding.UTF8.GetBytes(
        $$$"""{"data":[{{{string.Join(',', Enumerable.Range(1, 20).Select(Customer))}}}],"meta":{"page":1,"per_page":20,"total_pages":1,"total_count":20}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } body)
            await body.CopyToAsync(Stream.Null, cancellationToken);

        return new()
        {
            RequestMessage = request,
            Content = new ByteArrayContent(request.Method == HttpMethod.Post ? Sent : Customers) { Headers = { ContentType = Json } },
        };
    }

    private static string Customer(int number) =>
        $$"""{"id":"0b6f7f7e-5d3c-4f0e-9c57-{{number:D12}}","name":"Customer {{number}}","external_customer_id":"tenant-{{number}}","created_at":"2026-03-01T08:00:00Z","updated_at":"2026-03-01T08:00:00Z"}""";
}
