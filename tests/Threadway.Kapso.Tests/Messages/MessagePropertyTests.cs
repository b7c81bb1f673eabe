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
    public void Any_template_is_written_in_both_of_its_forms_and_prints_nothing_of_its_values()
    {
        MessageGenerators.Template.Sample(template =>
        {
            using var sent = JsonDocument.Parse(SendBody.Of("1", template));
            using var created = JsonDocument.Parse(JsonBody.Written(template.Components, TemplateWire.WriteDeclaration));

            Assert.Equal(template.Components.Count(part => part.IsFilled), sent.RootElement.GetProperty("template").GetProperty("components").GetArrayLength());
            Assert.Equal(
                template.Components.Count(part => part is not TemplateButton) + (template.Components.Any(part => part is TemplateButton) ? 1 : 0),
                created.RootElement.GetArrayLength());
            Assert.All(template.Components, part => Assert.Equal(part.GetType().Name, part.ToString()));
        }, iter: 5_000);
    }

    [Fact]
    public void No_message_prints_what_is_written_in_it()
    {
        MessageGenerators.Any.Sample(message => message.ToString() == message.GetType().Name, iter: 1_000);
    }
}
