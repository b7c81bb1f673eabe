using System.Net;

namespace Threadway.Web.Tests.Connections;

public sealed class CopiedTextTests(SharedApp shared)
{
    [Fact]
    public async Task An_id_or_a_word_that_was_copied_with_marks_that_nobody_sees_is_what_it_looks_like()
    {
        var person = await shared.App.SignInAsync();
        var number = await person.ConnectAsync();

        using var link = await person.AskForLinkAsync(connectionTypes: ["\u200Ededicated\u00A0"]);
        using var reconnect = await person.AskToReconnectAsync(Uri.EscapeDataString($"\u2068{number}\u2069"));
        using var disconnect = await person.DisconnectAsync(Uri.EscapeDataString($"\uFEFF{number} "));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent], [link.StatusCode, reconnect.StatusCode, disconnect.StatusCode]);
    }
}
