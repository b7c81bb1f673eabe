using System.Text.Json;
using CsCheck;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

public sealed class MessagePropertyTests
{
    [Fact]
    public void Any_message_survives_the_wire()
    {
        Gen.Select(MessageGenerators.Receiver, MessageGenerators.Any).Sample((to, message) =>
        {
            var read = SentBody.Read(SendBody.Of(to, message));

            Assert.Null(Alike.Difference(message, read.Message));
            Assert.Equal((to.Type, to.To, to.UserId, message.Kind), (read.RecipientType, read.To, read.Recipient, read.Type));
        }, iter: 10_000);
    }

    [Fact]
    public void Any_message_has_the_one_member_that_its_type_names()
    {
        MessageGenerators.Any.Sample(message =>
        {
            using var body = JsonDocument.Parse(SendBody.Of("1", message));

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
}
