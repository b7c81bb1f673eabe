using System.Text.Json;
using CsCheck;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

public sealed class MessagePropertyTests
{
    [Fact]
    public void Any_message_survives_the_wire()
    {
        Gen.Select(MessageGenerators.Receiver, MessageGenerators.Any).Sample((to, message) =>
        {
            var bytes = JsonBody.Of(SendBody.Of(to, message), KapsoJson.Default.SendBody);

            var read = JsonSerializer.Deserialize(bytes, KapsoJson.Default.SendBody)!;

            Assert.Null(Alike.Difference(message, MessageOf(read)));
            Assert.Equal((to.Type, to.To, to.UserId, message.Kind), (read.RecipientType, read.To, read.Recipient, read.Type));
        }, iter: 10_000);
    }

    [Fact]
    public void Any_message_has_the_one_member_that_its_type_names()
    {
        MessageGenerators.Any.Sample(message =>
        {
            using var body = JsonDocument.Parse(JsonBody.Of(SendBody.Of("1", message), KapsoJson.Default.SendBody));

            string[] common =
            [
                "messaging_product", "recipient_type", "to", "type", "context", "biz_opaque_callback_data", "messaging_account_id",
            ];
            var own = body.RootElement.EnumerateObject().Select(member => member.Name).Except(common);
            Assert.Equal(body.RootElement.GetProperty("type").GetString(), Assert.Single(own));
        }, iter: 2_000);
    }

    [Fact]
    public void No_message_prints_what_is_written_in_it()
    {
        MessageGenerators.Any.Sample(message => message.ToString() == message.GetType().Name, iter: 1_000);
    }

    private static OutgoingMessage MessageOf(SendBody body)
    {
        OutgoingMessage?[] contents =
        [
            body.Text, body.Image, body.Video, body.Audio, body.Document, body.Sticker, body.Location,
            body.Contacts is { } cards ? new ContactsMessage { Contacts = cards } : null,
            body.Reaction, body.Template, body.Interactive,
        ];

        return Assert.Single(contents.OfType<OutgoingMessage>()) with
        {
            ReplyTo = body.Context?.MessageId,
            CallbackData = body.BizOpaqueCallbackData,
            MessagingAccountId = body.MessagingAccountId,
        };
    }
}
