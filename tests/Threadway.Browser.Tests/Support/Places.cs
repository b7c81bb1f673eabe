using Microsoft.Playwright;
using Threadway.Kapso.Emulator;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Support;

/// <summary>Every page that somebody can see, each with the way to it for somebody who is signed in.</summary>
internal static class Places
{
    private static readonly Dictionary<string, Func<Visitor, Task>> ways = new()
    {
        ["dashboard, empty"] = visitor => visitor.OpenDashboardAsync(),
        ["dashboard with numbers"] = async visitor =>
        {
            await visitor.Person.ConnectAsync("dedicated");
            await LoseAccessAsync(visitor);
            await visitor.OpenDashboardAsync();
            await Expect(visitor.Button(visitor.Words["Action.Reconnect"])).ToBeVisibleAsync();
        },
        ["dashboard with an unfinished setup"] = async visitor =>
        {
            await visitor.Person.CreateLinkAsync();
            await visitor.OpenDashboardAsync();
            await Expect(visitor.Link(visitor.Words["Action.ContinueSetup"])).ToBeVisibleAsync();
        },
        ["dashboard with a failed setup"] = async visitor =>
        {
            await FailAsync(visitor);
            await visitor.OpenDashboardAsync();
            await Expect(visitor.Link(visitor.Words["Setup.WhatHappened"])).ToBeVisibleAsync();
        },
        ["connect dialog"] = visitor => visitor.OpenConnectDialogAsync(),
        ["connect dialog, new number"] = async visitor =>
        {
            await visitor.OpenConnectDialogAsync();
            await visitor.Choice(visitor.Words["Connect.New"]).CheckAsync();
            await Expect(visitor.Heading(visitor.Words["Connect.How"])).ToHaveCountAsync(0);
        },
        ["connect dialog, checklist"] = visitor => visitor.OpenChecklistAsync(),
        ["connect dialog, checklist of the phone app"] = visitor => visitor.OpenChecklistAsync(how: "Connect.Coexistence"),
        ["connect dialog, checklist of a new number"] = visitor => visitor.OpenChecklistAsync("Connect.New", how: null),
        ["number"] = async visitor => await visitor.OpenNumberAsync(await visitor.Person.ConnectAsync()),
        ["number with a queue"] = async visitor =>
        {
            var number = await visitor.Person.ConnectAsync();
            await visitor.QueueAsync(number, 400);
            await visitor.OpenNumberAsync(number);
            await Expect(visitor.Says(visitor.Words["Messages.Held.Number"])).ToBeVisibleAsync();
        },
        ["number that leaves when its queue is sent"] = async visitor =>
        {
            await OpenDisconnectWithQueueAsync(visitor);
            await visitor.Button(visitor.Words["Disconnect.Confirm.Send"]).ClickAsync();
            await Expect(visitor.Heading(visitor.Words["Number.Leaving"])).ToBeVisibleAsync();
            await Expect(visitor.Dialog).ToHaveCountAsync(0);
        },
        ["test message, template"] = async visitor =>
        {
            await visitor.OpenTestMessageAsync(await visitor.ConnectWithTemplateAsync());
            await Expect(visitor.Says(visitor.Words["Test.Closed"])).ToBeVisibleAsync();
        },
        ["test message, refused"] = async visitor =>
        {
            await visitor.OpenTestMessageAsync(await visitor.ConnectWithTemplateAsync());
            await visitor.Field("Test.To").FillAsync("12");
            await visitor.SendTestAsync();
            await Expect(visitor.Says(visitor.Words["Test.To.Wrong"])).ToBeVisibleAsync();
        },
        ["test message, text"] = async visitor =>
        {
            await visitor.OpenTestMessageAsync(await visitor.ConnectAndWriteAsync());
            await Expect(visitor.Field("Test.Text")).ToBeVisibleAsync();
        },
        ["test message, delivered"] = async visitor =>
        {
            await visitor.OpenTestMessageAsync(await visitor.ConnectAndWriteAsync());
            await visitor.SendTestAsync();
            await Expect(visitor.Says(visitor.Words["Message.Delivered"])).ToBeVisibleAsync();
        },
        ["test message, failed"] = async visitor =>
        {
            var number = await visitor.ConnectAndWriteAsync();
            await visitor.App.Kapso.FailSendsAsync(number);
            await visitor.OpenTestMessageAsync(number);
            await visitor.SendTestAsync();
            await Expect(visitor.Says(visitor.Words["Message.Failed"])).ToBeVisibleAsync();
        },
        ["number that lost its access"] = async visitor => await visitor.OpenNumberAsync(await LoseAccessAsync(visitor)),
        ["number after disconnecting"] = async visitor =>
        {
            await OpenDisconnectDialogAsync(visitor);
            await visitor.Button(visitor.Words["Disconnect.Confirm"]).ClickAsync();
            await Expect(visitor.Heading(visitor.Words["Disconnect.Progress"])).ToBeVisibleAsync();
            await Expect(visitor.Dialog).ToHaveCountAsync(0);
        },
        ["number of somebody else"] = visitor => visitor.OpenAsync("/numbers/123"),
        ["disconnect dialog"] = OpenDisconnectDialogAsync,
        ["disconnect dialog with a queue"] = OpenDisconnectWithQueueAsync,
        ["reconnect dialog"] = async visitor =>
        {
            await visitor.OpenNumberAsync(await LoseAccessAsync(visitor));
            await visitor.Button(visitor.Words["Action.Reconnect"]).ClickAsync();
            await Expect(visitor.Dialog).ToBeVisibleAsync();
        },
        ["keys, empty"] = visitor => visitor.OpenKeysAsync(),
        ["keys"] = async visitor =>
        {
            await visitor.Person.MakeKeyAsync("Online shop", "messages:send", "messages:read");
            await visitor.Person.UseKeyAsync(await visitor.Person.MakeKeyAsync("Dashboard in the office", "connections:read"));
            await visitor.Person.RevokeKeyAsync(await visitor.Person.MakeKeyAsync("Last year's shop", "messages:send"));
            await visitor.OpenKeysAsync();
        },
        ["keys, new"] = visitor => visitor.OpenNewKeyAsync(),
        ["keys, made"] = async visitor =>
        {
            await visitor.OpenNewKeyAsync();
            await visitor.FillKeyAsync("Online shop", "messages:send");
            await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = visitor.Words["Keys.Make"] }).ClickAsync();
            await Expect(visitor.Heading(visitor.Words["Keys.Ready.Title"])).ToBeVisibleAsync();
        },
        ["keys, revoke"] = async visitor =>
        {
            await visitor.Person.MakeKeyAsync("Online shop", "messages:send");
            await visitor.OpenKeysAsync();
            await visitor.Button(visitor.Words["Keys.Revoke"]).ClickAsync();
            await Expect(visitor.Dialog).ToBeVisibleAsync();
        },
        ["connected"] = async visitor =>
        {
            var link = await visitor.Person.CreateLinkAsync();
            var completed = await visitor.App.Kapso.CompleteAsync(link.Id, "coexistence");
            await visitor.OpenAsync(completed.RedirectUrl.AbsoluteUri);
            await Expect(visitor.Heading(visitor.Words["Connected.Title"])).ToBeVisibleAsync();
        },
        ["almost there"] = async visitor =>
        {
            var link = await visitor.Person.CreateLinkAsync();
            await visitor.OpenAsync($"/whatsapp/connected?link={link.Id}");
        },
        ["failed"] = async visitor =>
        {
            await visitor.OpenAsync(await FailAsync(visitor));
            await Expect(visitor.Link(visitor.Words["Action.TryAgain"])).ToBeVisibleAsync();
        },
        ["stopped"] = visitor => visitor.OpenAsync($"/connect/{Guid.Empty}/stopped?reason=unavailable&code=kapso_unreachable"),
        ["stopped, busy"] = visitor => visitor.OpenAsync($"/connect/{Guid.Empty}/stopped?reason=busy"),
        ["connection lost"] = async visitor =>
        {
            await visitor.OpenDashboardAsync();
            await LoseConnectionAsync(visitor);
        },
        ["preferences"] = async visitor =>
        {
            await visitor.OpenDashboardAsync();
            await visitor.Page.GetByRole(AriaRole.Navigation).GetByTitle(visitor.Words["Theme.Label"]).ClickAsync();
            await Expect(visitor.Button(visitor.Words["Theme.dark"])).ToBeVisibleAsync();
        },
        ["not found"] = visitor => visitor.Page.GotoAsync("/nothing/here"),
        ["error"] = visitor => visitor.Page.GotoAsync("/error"),
        ["error, too often"] = visitor => visitor.Page.GotoAsync("/error/429"),
        ["sign in"] = async visitor =>
        {
            await visitor.Page.Context.ClearCookiesAsync();
            await visitor.Page.GotoAsync("/sign-in");
        },
        ["sign in, refused"] = visitor => AskForCodeAsync(visitor, "12"),
        ["sign in, code"] = visitor => AskForCodeAsync(visitor, visitor.Person.PhoneNumber),
        ["sign in, other spelling"] = OpenOtherSpellingAsync,
        ["back without a session"] = async visitor =>
        {
            await visitor.Page.Context.ClearCookiesAsync();
            await visitor.Page.GotoAsync("/whatsapp/connected?link=any");
        },
        ["emulator, setup"] = async visitor => await visitor.Page.GotoAsync((await visitor.Person.CreateLinkAsync()).Url.AbsoluteUri),
        ["emulator, setup of a new number"] = async visitor =>
            await visitor.Page.GotoAsync((await visitor.Person.CreateLinkAsync(provisionPhoneNumber: true)).Url.AbsoluteUri),
        ["emulator, setup that ended"] = async visitor =>
        {
            var link = await visitor.Person.CreateLinkAsync();
            await visitor.App.Kapso.CompleteAsync(link.Id);
            await visitor.Page.GotoAsync(link.Url.AbsoluteUri);
        },
        ["emulator, phones"] = visitor => visitor.Page.GotoAsync(new Uri(visitor.App.Kapso.Address, "/phones").AbsoluteUri),
        ["emulator, phone"] = visitor =>
            visitor.Page.GotoAsync(new Uri(visitor.App.Kapso.Address, $"/phones/{Uri.EscapeDataString(visitor.Person.PhoneNumber)}").AbsoluteUri),
        ["emulator, phone of every kind"] = async visitor =>
        {
            await SendEveryKindAsync(visitor);
            await visitor.Page.GotoAsync(new Uri(visitor.App.Kapso.Address, $"/phones/{Uri.EscapeDataString(visitor.Person.PhoneNumber)}").AbsoluteUri);
        },
        ["emulator, phone that writes any kind"] = async visitor =>
        {
            await SendEveryKindAsync(visitor);
            await visitor.Page.GotoAsync(new Uri(visitor.App.Kapso.Address, $"/phones/{Uri.EscapeDataString(visitor.Person.PhoneNumber)}?kind=order").AbsoluteUri);
        },
        ["emulator, requests"] = visitor => visitor.Page.GotoAsync(new Uri(visitor.App.Kapso.Address, "/requests").AbsoluteUri),
        ["emulator, deliveries"] = visitor => visitor.Page.GotoAsync(new Uri(visitor.App.Kapso.Address, "/deliveries").AbsoluteUri),
        ["emulator, start"] = visitor => visitor.Page.GotoAsync(visitor.App.Kapso.Address.AbsoluteUri),
    };

    /// <summary>What a person sends to the operator beside words, each as Meta words it.</summary>
    private static readonly string[] kinds =
    [
        """{"type":"image","image":{"id":"901","mime_type":"image/jpeg","caption":"The *cake*"}}""",
        """{"type":"audio","audio":{"id":"903","mime_type":"audio/ogg","voice":true}}""",
        """{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Café Aurora","address":"Calle 1"}}""",
        """{"type":"contacts","contacts":[{"phones":[{"phone":"+52 55 1234 0000"}]}]}""",
        """{"type":"order","order":{"catalog_id":"7001","text":"To go","product_items":[{"product_retailer_id":"bread-01","quantity":2,"item_price":3.5,"currency":"USD"}]}}""",
        """{"type":"text","text":{"body":"I saw your ad"},"referral":{"source_url":"https://fb.me/x1","source_type":"ad","headline":"Fresh bread","body":"Every morning"}}""",
        """{"type":"text","text":{"body":"Still there?"},"context":{"referred_product":{"catalog_id":"7001","product_retailer_id":"bread-01"}}}""",
        """{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"size\":\"M\"}"}}}""",
        """{"type":"text","text":{"body":"There in 5"},"group_id":"120363000000000001@g.us"}""",
        """{"type":"unsupported","unsupported":{"type":"event"},"errors":[{"code":131051,"title":"Message type unknown","error_data":{"details":"Message type is currently not supported."}}]}""",
        """{"type":"revoke","revoke":{"original_message_id":"wamid.gone"}}""",
        """{"type":"system","system":{"type":"customer_identity_changed","body":"The security code changed"}}""",
        """{"type":"hologram","hologram":{"depth":3}}""",
        """{"type":"text","text":{"body":"That was _all_ of it"}}""",
    ];

    public static TheoryData<string> All => [.. ways.Keys];

    /// <summary>Chromium writes an answer of 4xx or 5xx to the console; on these pages it is the right answer.</summary>
    public static string? ExpectedError(string place) => place switch
    {
        "not found" => "404 (Not Found)",
        "error" => "500 (Internal Server Error)",
        _ => null,
    };

    public static async Task GoAsync(this Visitor visitor, string place)
    {
        await ways[place](visitor);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
    }

    private static async Task SendEveryKindAsync(Visitor visitor)
    {
        foreach (var kind in kinds) await visitor.App.Kapso.SendFromPhoneAsync(visitor.Person.PhoneNumber, KapsoEmulator.OperatorPhoneNumberId, kind);
    }

    /// <summary>As Blazor tells the page that the server cannot be reached, first that it tries and then that it gave up.</summary>
    private static async Task LoseConnectionAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync("""
            async () => {
              const lost = document.getElementById("components-reconnect-modal");
              const tell = state => lost.dispatchEvent(new CustomEvent("components-reconnect-state-changed", { detail: { state } }));
              tell("show");
              lost.classList.add("components-reconnect-failed");
              tell("failed");
              await Promise.all(lost.getAnimations().map(animation => animation.finished));
            }
            """);
        await Expect(visitor.Heading(visitor.Words["Reconnecting.Title"])).ToBeVisibleAsync();
    }

    private static async Task<string> LoseAccessAsync(Visitor visitor)
    {
        var number = await visitor.Person.ConnectAsync();
        await visitor.App.Kapso.RevokeAsync(number);
        await Eventually.HoldsAsync(() => visitor.Person.ConnectionAsync(number), connection => connection.Status == "needs_reconnect");
        return number;
    }

    /// <summary>Returns the address that Kapso sends the browser to.</summary>
    private static async Task<string> FailAsync(Visitor visitor)
    {
        var link = await visitor.Person.CreateLinkAsync();
        var back = await visitor.App.Kapso.FailAsync(link.Id, "facebook_auth_failed");
        await visitor.Page.GotoAsync(back.AbsoluteUri);
        return back.AbsoluteUri;
    }

    private static async Task OpenDisconnectDialogAsync(Visitor visitor)
    {
        await visitor.OpenNumberAsync(await visitor.Person.ConnectAsync());
        await visitor.Button(visitor.Words["Action.Disconnect"]).ClickAsync();
        await Expect(visitor.Dialog).ToBeVisibleAsync();
    }

    private static async Task OpenDisconnectWithQueueAsync(Visitor visitor)
    {
        var number = await visitor.Person.ConnectAsync();
        await visitor.QueueAsync(number, 400);
        await visitor.OpenNumberAsync(number);
        await visitor.Button(visitor.Words["Action.Disconnect"]).ClickAsync();
        await Expect(visitor.Choice(visitor.Words["Disconnect.Queue.Send"])).ToBeVisibleAsync();
        await visitor.Choice(visitor.Words["Disconnect.Queue.Send"]).ScrollIntoViewIfNeededAsync();
    }

    /// <summary>The right code for an Argentine number whose other spelling has an account.</summary>
    private static async Task OpenOtherSpellingAsync(Visitor visitor)
    {
        // The person's own last digits, so that nobody else has them.
        var local = $"11{visitor.Person.PhoneNumber[^8..]}";
        await new Person(visitor.App, $"+549{local}").SignInAsync();
        await AskForCodeAsync(visitor, $"+54{local}");
        await visitor.Page.GetByLabel(visitor.Words["SignIn.Code"], new() { Exact = true }).FillAsync(await visitor.App.Kapso.LastCodeAsync($"+54{local}"));
        await visitor.Button(visitor.Words["SignIn.Submit"]).ClickAsync();
        await Expect(visitor.Heading(visitor.Words["SignIn.Other.Title"])).ToBeVisibleAsync();
    }

    private static async Task AskForCodeAsync(Visitor visitor, string number)
    {
        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.GetByLabel(visitor.Words["SignIn.Phone"], new() { Exact = true }).FillAsync(number);
        await visitor.Button(visitor.Words["SignIn.SendCode"]).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = visitor.Words["SignIn.BadNumber"] })
            .Or(visitor.Page.GetByLabel(visitor.Words["SignIn.Code"], new() { Exact = true }))).ToBeVisibleAsync();
    }
}
