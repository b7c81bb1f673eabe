using System.Text.Json.Nodes;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>What many tests begin with.</summary>
internal static class Steps
{
    /// <summary>A setup link: revokes the customer's earlier one, so that it counts as a change.</summary>
    public static async Task<JsonObject> LinkAsync(this Target target, string customer, string fields = "{}")
    {
        target.NeedsChanges();
        return (await target.Platform.PostAsync($"/customers/{customer}/setup_links", $$"""{"setup_link":{{fields}} }""")).Is(201).Json["data"]!.AsObject();
    }

    /// <summary>A customer with a number of their own, which the end user connected.</summary>
    public static async Task<(string Customer, string Number)> ConnectAsync(this Target target, string type = "dedicated", string? externalId = null)
    {
        var control = target.Control;
        var customer = await target.CustomerAsync(externalId: externalId);
        var link = await target.LinkAsync(customer);
        var done = (await control.PostAsync($"/setup-links/{link["id"]}/complete", $$"""{"connectionType":"{{type}}"}""")).Is(200);
        return (customer, done.Text("phoneNumberId"));
    }

    /// <summary>Somebody who may be written to freely: the 24-hour window is open. On a number of the test's own, unless one is given or none can be made.</summary>
    public static async Task<Chat> ChatAsync(this Target target, string? number = null)
    {
        target.NeedsChanges();
        if (!target.HasControl)
            return new Chat(target, number ?? target.Number, target.Recipient);

        var chat = new Chat(target, number ?? (await target.ConnectAsync()).Number, target.NewPerson());
        await chat.HearAsync("Hi");
        return chat;
    }

    public static async Task<string> AccountAsync(this Target target, string number) =>
        (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Text("data.business_account_id");
}

/// <summary>A number and a person.</summary>
internal sealed record Chat(Target Target, string Number, string Person)
{
    /// <summary>Sends a message: its fields from <c>type</c> on.</summary>
    public Task<Reply> SendAsync(string fields) => Target.Proxy.PostAsync(
        $"/{Number}/messages", $$"""{"messaging_product":"whatsapp","to":"{{Person}}",{{fields.Trim()[1..]}}""");

    public Task<Reply> SendTextAsync(string text = "Hello") => SendAsync($$"""{"type":"text","text":{"body":"{{text}}"} }""");

    public async Task<string> SentIdAsync(string fields) => (await SendAsync(fields)).Is(200).Json["messages"]![0]!["id"]!.ToString();

    public Task<string> SentTextIdAsync(string text = "Hello") => SentIdAsync($$"""{"type":"text","text":{"body":"{{text}}"} }""");

    /// <summary>The person writes.</summary>
    public Task<string> HearAsync(string text) => HearJsonAsync($$"""{"phoneNumberId":"{{Number}}","type":"text","text":{"body":"{{text}}"} }""");

    /// <summary>The person does something else: the control API's fields.</summary>
    public async Task<string> HearJsonAsync(string fields) => (await Target.Control.PostAsync($"/phones/{Person}/messages", fields)).Is(201).Text("id");
}
