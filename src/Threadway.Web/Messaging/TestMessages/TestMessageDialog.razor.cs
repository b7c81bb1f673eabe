using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Kapso;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Hosting;
using Threadway.Web.Messaging.Outbox;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>One message to try a number with: to whom, what, and then how far it came. What may be written follows the conversation's window, live.</summary>
public sealed partial class TestMessageDialog
{
    private string? own;
    private string phone = "", sentTo = "";
    private string? text, chosen, wrong;
    private bool? isOpen;
    private TemplateFilling? filling;
    private KapsoException? unavailable;
    private MessageRefusal? refusal;
    private Guid? sent;
    private bool working;

    [Inject] private TestMessageService Tests { get; set; } = default!;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired] public required ConnectionView Connection { get; set; }

    /// <summary>E.164; null where what is typed is no phone number.</summary>
    private string? To => Phone.ToE164(phone);

    private bool IsOwn => To is { } to && to == own;

    /// <summary>A text goes to those alone who wrote to the number within a day.</summary>
    private string Kind => isOpen == true ? chosen ?? "text" : "template";

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (own is null)
        {
            own = await Tests.OwnPhoneAsync(userId, cancellationToken) ?? "";
            // Nobody writes to themselves.
            if (Phone.ToE164(Connection.PhoneNumber) != own) phone = Phone.Format(own);
            text = T["Test.Text.Hello"];
            _ = InvokeAsync(() => ReadTemplatesAsync(userId));
        }
        await ReadWindowAsync(userId, cancellationToken);
    }

    private async Task ReadWindowAsync()
    {
        if (wrong == "to") wrong = null;
        await ReadWindowAsync(UserId!.Value, CancellationToken.None);
    }

    private async Task ReadWindowAsync(Guid userId, CancellationToken cancellationToken) =>
        isOpen = To is { } to && await Tests.IsWindowOpenAsync(userId, Connection.Id, to, cancellationToken);

    private async Task ReadTemplatesAsync(Guid userId)
    {
        try
        {
            filling = new(await Tests.TemplatesAsync(userId, Connection.PhoneNumberId, CancellationToken.None));
        }
        catch (KapsoException e)
        {
            unavailable = e;
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
        StateHasChanged();
    }

    private async Task SendAsync()
    {
        if (working) return;
        wrong = To is null ? "to" : Kind == "text" ? (string.IsNullOrWhiteSpace(text) ? "text" : null) : filling?.Missing;
        refusal = null;
        if (wrong is not null || (Kind == "template" && filling?.Template is null)) return;

        Work(true);
        try
        {
            var content = Kind == "text" ? new JsonObject { ["body"] = text } : filling!.Content();
            var answer = await Tests.SendAsync(UserId!.Value, Connection.PhoneNumberId, Digits(), Kind, content, CancellationToken.None);
            (sent, refusal, sentTo) = (answer.Message?.Id, answer.Refusal, Phone.Format(To!));
        }
        finally
        {
            Work(false);
        }
    }

    /// <summary>As they were typed, where they begin with a country's code: which spelling counts is the provider's to say.</summary>
    private string Digits() => TypedText.Plain(phone) is ['+', ..] typed ? typed : To!;

    private void Another() => (sent, refusal, wrong) = (null, null, null);

    private void Work(bool begun)
    {
        working = begun;
        // The title is drawn by the dialog's frame, which does not see what changes in here.
        Dialog.StateHasChanged();
    }

    private void Close() => Dialog.Close();
}
