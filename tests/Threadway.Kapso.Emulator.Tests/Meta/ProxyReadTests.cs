using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class ProxyReadTests
{
    [Fact]
    public async Task Contacts_are_found_by_their_whole_number_and_fields_are_Kapsos_alone()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var number = $"/meta/whatsapp/v24.0/{chat.NumberId}";

        var found = await lab.GetAsync($"{number}/contacts?wa_id={Chat.Phone}");
        var missed = await lab.GetAsync($"{number}/contacts?wa_id=573009999999");
        var fields = await lab.GetAsync($"{number}/messages?fields=name");

        Assert.Single(found.Data);
        Assert.Empty(missed.Data);
        Assert.Equal("100", fields.Text("error.code"));
    }
}
