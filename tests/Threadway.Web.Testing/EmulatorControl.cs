using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator;

namespace Threadway.Web.Testing;

/// <summary>What a test does at Kapso's side: by the emulator's controls, and over Kapso's own API, as a script would.</summary>
public sealed class EmulatorControl(KapsoEmulator emulator) : IAsyncDisposable
{
    private readonly HttpClient http = emulator.CreateClient();

    public Uri Address => emulator.BaseAddress;

    /// <summary>Every request that the app made is one more; only the latest 500 can be told apart.</summary>
    public long LastRequestId => emulator.Requests.All is [.., var last] ? last.Id : 0;

    public IReadOnlyList<RecordedRequest> RequestsAfter(long id) => [.. emulator.Requests.All.Where(request => request.Id > id)];

    /// <summary>The first page of the project's numbers is answered as it is now, but for what the test changes of it, once.</summary>
    public async Task AnswerListAsync(Action<JsonObject> change)
    {
        const string numbers = "/platform/v1/whatsapp/phone_numbers";
        var page = (await http.GetFromJsonAsync<JsonObject>($"{numbers}?per_page=100"))!;
        change(page);
        emulator.Failures.Add(new FailureRule { Method = "GET", Route = numbers, Status = 200, RawBody = page.ToJsonString(), Times = 1 });
    }

    public Task<EmulatedNumber> AddNumberAsync(PhoneNumberSeed number, string customerId) => emulator.PhoneNumbers.AddAsync(number, customerId);

    public Task<string> LastCodeAsync(string e164) => Task.FromResult(emulator.Phones[e164].Messages[^1].Code!);

    /// <summary>What the phone got, the oldest first.</summary>
    public IReadOnlyList<ReceivedMessage> MessagesOf(string e164) => emulator.Phones[e164].Messages;

    /// <summary>How the number sent.</summary>
    public SendingStats? StatsOf(string phoneNumberId) => emulator.Stats.FirstOrDefault(number => number.PhoneNumberId == phoneNumberId);

    public Task<int> CountMessagesAsync(string e164) => Task.FromResult(emulator.Phones[e164].Messages.Count);

    /// <summary>The customer's links, newest first.</summary>
    public Task<IReadOnlyList<LinkAtKapso>> LinksAsync(string customerId) =>
        ListAsync<LinkAtKapso>($"/platform/v1/customers/{customerId}/setup_links?");

    public async Task<int> CountCustomersAsync() => (await GetAsync<Page<Made>>("/platform/v1/customers", Answers.OfKapso)).Meta.TotalCount;

    public Task DeleteCustomerAsync(string customerId) => DeleteAsync($"/platform/v1/customers/{customerId}");

    public async Task RenameCustomerAsync(string customerId, string externalId)
    {
        using var answer = await http.PatchAsJsonAsync($"/platform/v1/customers/{customerId}", new { customer = new { external_customer_id = externalId } });
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>By the emulator's books: asking the API would spend the key.</summary>
    public Task<int> CountProjectWebhooksAsync() =>
        Task.FromResult(emulator.Requests.All.Count(request => request is { Method: "POST", Path: "/platform/v1/whatsapp/webhooks", Status: 201 }));

    public Task TestWebhookAsync(string webhookId) => PostAsync($"/platform/v1/whatsapp/webhooks/{webhookId}/test", new { });

    public Task<IReadOnlyList<WebhookAtKapso>> WebhooksAsync() => ListAsync<WebhookAtKapso>("/platform/v1/whatsapp/webhooks?");

    /// <summary>Finishes a link as the hosted page does.</summary>
    public async Task<Completed> CompleteAsync(string linkId, string? connectionType = null, string webhook = "before", object? more = null)
    {
        var request = new JsonObject { ["webhook"] = webhook };
        if (connectionType is not null) request["connectionType"] = connectionType;
        if (more is not null)
        {
            foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject()) request[name] = value?.DeepClone();
        }
        return await PostAsync<Completed>($"/_emulator/setup-links/{linkId}/complete", request, JsonSerializerOptions.Web);
    }

    public Task<Uri> FailAsync(string linkId, string errorCode) => Task.FromResult(emulator.SetupLinks.Fail(linkId, errorCode)!);

    public Task RevokeAsync(string phoneNumberId) => emulator.PhoneNumbers.RevokeAsync(phoneNumberId);

    public Task WriteFromPhoneAsync(string e164, string phoneNumberId, string text) => emulator.Phones[e164].SendAsync(text, phoneNumberId);

    /// <summary>The person opens what the number wrote.</summary>
    public Task ReadOnPhoneAsync(string e164, string phoneNumberId) => emulator.Phones[e164].ReadAsync(phoneNumberId);

    public void AddTemplate(string phoneNumberId, TemplateSeed template) => emulator.Templates.Add(phoneNumberId, template);

    /// <summary>Any message, as Meta words it: its fields from <c>type</c> on.</summary>
    public Task SendFromPhoneAsync(string e164, string phoneNumberId, string message)
    {
        var body = JsonNode.Parse(message)!.AsObject();
        body["phoneNumberId"] = phoneNumberId;
        return PostAsync($"/_emulator/phones/{Uri.EscapeDataString(e164)}/messages", body);
    }

    public Task AdvanceClockAsync(string by) => PostAsync("/_emulator/clock", new { advance = by });

    public Task FailNextAsync(params object[] rules) => PutAsync("/_emulator/failures", rules);

    public Task StopFailingAsync() => DeleteAsync("/_emulator/failures");

    public Task DisturbDeliveriesAsync(params object[] rules) => PutAsync("/_emulator/delivery-rules", rules);

    public async Task<IReadOnlyList<DeliveryAtKapso>> DeliveriesAsync() =>
        await GetAsync<DeliveryAtKapso[]>("/_emulator/webhook-deliveries", JsonSerializerOptions.Web);

    /// <summary>Straight at Kapso, behind the app's back.</summary>
    public Task DeleteNumberAsync(string phoneNumberId) => DeleteAsync($"/platform/v1/whatsapp/phone_numbers/{phoneNumberId}");

    public async Task<string> CreateCustomerAsync(string name) =>
        (await PostAsync<Single<Made>>("/platform/v1/customers", new { customer = new { name } }, Answers.OfKapso)).Data.Id;

    /// <summary>Straight at Kapso, behind the app's back.</summary>
    public async Task<string> CreateLinkAsync(string customerId) =>
        (await PostAsync<Single<Made>>($"/platform/v1/customers/{customerId}/setup_links", new { setup_link = new { } }, Answers.OfKapso)).Data.Id;

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

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path)
    {
        List<T> all = [];
        for (var page = 1; ; page++)
        {
            var answer = await GetAsync<Page<T>>($"{path}&page={page}", Answers.OfKapso);
            all.AddRange(answer.Data);
            if (page >= answer.Meta.TotalPages) return all;
        }
    }

    private async Task<T> GetAsync<T>(string path, JsonSerializerOptions form) => (await http.GetFromJsonAsync<T>(path, form))!;

    private async Task<T> PostAsync<T>(string path, object body, JsonSerializerOptions form) =>
        JsonSerializer.Deserialize<T>(await PostAsync(path, body), form)!;

    private async Task<string> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
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

    private sealed record Single<T>(T Data);

    private sealed record Page<T>(T[] Data, Meta Meta);

    private sealed record Meta(int TotalCount, int TotalPages);

    private sealed record Made(string Id);
}

public sealed record Completed(Uri RedirectUrl, string PhoneNumberId);
