using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator;

namespace Threadway.Web.Testing;

/// <summary>What a test does at Kapso's side: through the emulator's control API, as a script would.</summary>
public sealed class EmulatorControl(KapsoEmulator emulator) : IAsyncDisposable
{
    private readonly HttpClient http = emulator.CreateClient();

    public Uri Address => emulator.BaseAddress;

    public async Task<string> LastCodeAsync(string e164)
    {
        var messages = await GetAsync($"/_emulator/phones/{Uri.EscapeDataString(e164)}/messages");
        return messages.AsArray()[^1]!["code"]!.GetValue<string>();
    }

    public async Task<int> CountMessagesAsync(string e164) =>
        (await GetAsync($"/_emulator/phones/{Uri.EscapeDataString(e164)}/messages")).AsArray().Count;

    /// <summary>The customer's links, newest first.</summary>
    public Task<JsonArray> LinksAsync(string customerId) =>
        ListAsync($"/platform/v1/customers/{customerId}/setup_links?");

    public async Task<int> CountCustomersAsync() => (await GetAsync("/platform/v1/customers"))["meta"]!["total_count"]!.GetValue<int>();

    public Task DeleteCustomerAsync(string customerId) => DeleteAsync($"/platform/v1/customers/{customerId}");

    public async Task RenameCustomerAsync(string customerId, string externalId)
    {
        using var answer = await http.PatchAsJsonAsync($"/platform/v1/customers/{customerId}", new { customer = new { external_customer_id = externalId } });
        Assert.True(answer.IsSuccessStatusCode);
    }

    public Task TestWebhookAsync(string webhookId) => PostAsync($"/platform/v1/whatsapp/webhooks/{webhookId}/test", new { });

    public Task<JsonArray> WebhooksAsync() => ListAsync("/platform/v1/whatsapp/webhooks?");

    /// <summary>Finishes a link as the hosted page does.</summary>
    public async Task<Completed> CompleteAsync(string linkId, string? connectionType = null, string webhook = "before", object? more = null)
    {
        var request = new JsonObject { ["webhook"] = webhook };
        if (connectionType is not null) request["connectionType"] = connectionType;
        if (more is not null)
        {
            foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject()) request[name] = value?.DeepClone();
        }
        var answer = await PostAsync($"/_emulator/setup-links/{linkId}/complete", request);
        return new(new(answer["redirectUrl"]!.GetValue<string>()), answer["phoneNumberId"]!.GetValue<string>());
    }

    public async Task<Uri> FailAsync(string linkId, string errorCode) =>
        new((await PostAsync($"/_emulator/setup-links/{linkId}/fail", new { errorCode }))["redirectUrl"]!.GetValue<string>());

    public Task RevokeAsync(string phoneNumberId) => PostAsync($"/_emulator/phone-numbers/{phoneNumberId}/revoke", new { });

    public Task WriteFromPhoneAsync(string e164, string phoneNumberId, string text) =>
        PostAsync($"/_emulator/phones/{Uri.EscapeDataString(e164)}/messages", new { phoneNumberId, type = "text", text = new { body = text } });

    public Task AdvanceClockAsync(string by) => PostAsync("/_emulator/clock", new { advance = by });

    public Task FailNextAsync(params object[] rules) => PutAsync("/_emulator/failures", rules);

    public Task StopFailingAsync() => DeleteAsync("/_emulator/failures");

    public Task DisturbDeliveriesAsync(params object[] rules) => PutAsync("/_emulator/delivery-rules", rules);

    public async Task<JsonArray> DeliveriesAsync() => (await GetAsync("/_emulator/webhook-deliveries")).AsArray();

    /// <summary>Straight at Kapso, behind the app's back.</summary>
    public Task DeleteNumberAsync(string phoneNumberId) => DeleteAsync($"/platform/v1/whatsapp/phone_numbers/{phoneNumberId}");

    public async Task<string> CreateCustomerAsync(string name) =>
        (await PostAsync("/platform/v1/customers", new { customer = new { name } }))["data"]!["id"]!.GetValue<string>();

    /// <summary>Straight at Kapso, behind the app's back.</summary>
    public async Task<string> CreateLinkAsync(string customerId) =>
        (await PostAsync($"/platform/v1/customers/{customerId}/setup_links", new { setup_link = new { } }))["data"]!["id"]!.GetValue<string>();

    public async Task<bool> HasNumberAsync(string phoneNumberId)
    {
        using var answer = await http.GetAsync(new Uri($"/platform/v1/whatsapp/phone_numbers/{phoneNumberId}", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await emulator.DisposeAsync();
    }

    private async Task<JsonArray> ListAsync(string path)
    {
        var all = new JsonArray();
        for (var page = 1; ; page++)
        {
            var answer = await GetAsync($"{path}&page={page}");
            foreach (var item in answer["data"]!.AsArray()) all.Add(item!.DeepClone());
            if (page >= answer["meta"]!["total_pages"]!.GetValue<int>()) return all;
        }
    }

    private async Task<JsonNode> GetAsync(string path) => (await http.GetFromJsonAsync<JsonNode>(path))!;

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private async Task PutAsync(string path, object body)
    {
        using var answer = await http.PutAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task DeleteAsync(string path)
    {
        using var answer = await http.DeleteAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
    }
}

public sealed record Completed(Uri RedirectUrl, string PhoneNumberId);
