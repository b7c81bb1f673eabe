using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class ContactTests
{
    private const string Contacts = "/platform/v1/whatsapp/contacts";

    private static Task<Reply> CreateAsync(Lab lab, string fields) => lab.PostAsync(Contacts, $$"""{"contact":{{fields}} }""");

    [Fact]
    public async Task Whoever_writes_is_a_contact_of_the_numbers_customer_with_an_id_of_their_country()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var contact = await lab.GetAsync($"{Contacts}/{Chat.Phone}");

        var number = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}");
        Assert.Equal("CO.573001234567", contact.Text("data.business_scoped_user_id"));
        Assert.Equal(number.Text("data.customer_id"), contact.Text("data.customer_id"));
    }

    [Fact]
    public async Task A_number_is_digits_however_it_is_written()
    {
        await using var lab = await Lab.StartAsync();

        var created = await CreateAsync(lab, """{"wa_id":"+57 300 765 4321"}""");
        var found = await lab.GetAsync($"{Contacts}/%2B57%20300%20765%204321");

        Assert.Equal("573007654321", created.Text("data.wa_id"));
        Assert.Equal(created.Text("data.id"), found.Text("data.id"));
    }

    [Theory]
    [InlineData("""{"wa_id":"ana"}""", "wa_id")]
    [InlineData("""{"wa_id":"573001234567"}""", "wa_id")]
    [InlineData("""{"wa_id":"573007654321","customer_id":"7"}""", "customer_id")]
    [InlineData("""{"wa_id":"573007654321","metadata":"x"}""", "metadata")]
    [InlineData("""{"wa_id":"573007654321","colour":"red"}""", "colour")]
    public async Task A_wrong_contact_is_422_with_a_sentence_that_names_the_field(string fields, string name)
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);

        var refused = await CreateAsync(lab, fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(name + " ", refused.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_contact_closes_the_window()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        await lab.DeleteAsync($"{Contacts}/{Chat.Phone}");
        var cold = await chat.SendAsync("""{"type":"text","text":{"body":"Hola"}}""");

        Assert.Equal("131047", cold.Text("error.code"));
    }
}
