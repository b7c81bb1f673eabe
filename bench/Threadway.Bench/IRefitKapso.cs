using Refit;

namespace Threadway.Bench;

/// <summary>The same two calls by Refit, with System.Text.Json.</summary>
[Headers("X-API-Key: key", "Accept: application/json", "User-Agent: Refit/1.0")]
internal interface IRefitKapso
{
    [Post("/meta/whatsapp/v24.0/{phoneNumberId}/messages")]
    Task<BareSent> SendAsync(string phoneNumberId, [Body] BareSend message);

    [Get("/platform/v1/customers")]
    Task<BarePage> ListAsync(int page);
}
