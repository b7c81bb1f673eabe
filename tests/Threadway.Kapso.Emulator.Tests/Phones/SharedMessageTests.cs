using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

/// <summary>The very bodies that the client's tests read, shared as files: what is typed there is drawn here.</summary>
public sealed class SharedMessageTests
{
    private const string Phone = "34600998877";

    /// <summary>Cards that are none, and a place in texts: the client has to bear them, and no phone writes them.</summary>
    private static readonly string[] impossible = ["contacts-odd", "location"];

    /// <summary>The file, and what a person sees of it.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "address-answer", "Asha, 560001" },
        { "button", "No más" },
        { "button-reply", "Sí" },
        { "call-permission", "Calls are allowed" },
        { "contacts", "Ana Sol" },
        { "document", "menú.pdf" },
        { "edit-document", "corregido" },
        { "edit-image", "el otro" },
        { "edit-text", "a las 5, no a las 4" },
        { "edit-unreadable", "Edited a message" },
        { "edit-video", "corregido" },
        { "flow-answer", "Enviado" },
        { "flow-answer-broken", "Enviado" },
        { "group", "llego en 5" },
        { "image", "Este" },
        { "list-reply", "Centeno Oscuro" },
        { "order", "2 × rye-1, 3.50 EUR" },
        { "product-enquiry", "Asks about rye-1" },
        { "reaction", "👍" },
        { "reaction-absent", "Took back a reaction" },
        { "reaction-empty", "Took back a reaction" },
        { "reaction-null", "Took back a reaction" },
        { "referral", "Recién hecho" },
        { "request-welcome", "Opened the chat for the first time" },
        { "revoke", "Deleted a message" },
        { "sticker", "Sticker" },
        { "system-identity", "Ana tiene otro teléfono" },
        { "system-number", "Ana cambió de número" },
        { "system-number-old", "Ana cambió de número" },
        { "text", "Forwarded many times ¿Abren hoy?" },
        { "text-reply", "Ese" },
        { "unheard-of", "A message of type hologram" },
        { "unsupported", "Message type is currently not supported." },
        { "unsupported-old", "Message type is not currently supported" },
        { "user-id", "hola" },
        { "video", "Mira" },
        { "voice", "Voice message" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_message_that_the_client_reads_is_drawn_on_the_phone_that_wrote_it(string file, string drawn)
    {
        await using var lab = await Lab.StartAsync();
        var (_, number) = await lab.ConnectAsync();
        var message = Read(file);
        message["phoneNumberId"] = number;

        var id = (await lab.PostAsync($"/_emulator/phones/{Phone}/messages", message.ToJsonString())).Ok().Text("id");
        // Who has a new number has the chat on the phone of that one.
        var phone = file.StartsWith("system-number", StringComparison.Ordinal) ? "34600112299" : Phone;

        Assert.Contains(drawn, Screen.Seen((await lab.GetAsync($"/phones/{phone}")).Ok().Content, id), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_body_that_a_phone_can_write_is_in_the_table()
    {
        var written = Directory.EnumerateFiles(Repository.PathOf("tests", "payloads", "messages"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(file => Read(file)["kapso"]?["direction"]?.ToString() != "outbound")
            .Except(impossible);

        Assert.Equal(written.Order(StringComparer.Ordinal), Bodies.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }

    private static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "payloads", "messages", $"{file}.json")))!.AsObject();
}
