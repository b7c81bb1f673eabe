using System.Text;
using System.Text.Json;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>What intake reads of a body in one pass, held against the SDK's own reading of it.</summary>
public sealed class WebhookEnvelopeTests
{
    public static TheoryData<string> Recorded =>
        [.. Directory.EnumerateFiles(Repository.PathOf("tests", "payloads", "events"), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_recorded_event_of_a_number_is_in_the_numbers_lane(string file)
    {
        var body = File.ReadAllBytes(Repository.PathOf("tests", "payloads", "events", file));
        Assert.True(WebhookReader.TryRead(Path.GetFileNameWithoutExtension(file), body, out var read));

        Assert.True(WebhookEnvelope.TryRead(body, out var envelope));

        if (NumberOf(read) is { } number) Assert.Equal(number, envelope.Lane);
        else Assert.NotEmpty(envelope.Lane);
    }

    [Theory]
    [InlineData("""{"phone_number_id":"1"}""", "1")]
    [InlineData("""{"data":{"phone_number_id":"1"}}""", "1")]
    [InlineData("""{"message":{"context":{"deep":{"phone_number_id":"9"}}},"phone_number_id":"1"}""", "1")]
    [InlineData("""{"phone_number_id":null,"customer":{"id":"c"}}""", "c")]
    [InlineData("""{"customer":{"name":{"id":"x"},"id":"c"}}""", "c")]
    [InlineData("""{"customer":"c","id":"x"}""", "-")]
    [InlineData("""{"whatsapp_config":{"customer_id":"c"}}""", "c")]
    [InlineData("""{"customer":{"id":"c"},"conversation":{"phone_number_id":"1"}}""", "1")]
    [InlineData("""{"anything":"goes"}""", "-")]
    [InlineData("""{"phone_number_id":""}""", "-")]
    [InlineData("""{"phone_number_id":"a\u0000b"}""", "-")]
    [InlineData("""{"phone_number_id":"número"}""", "-")]
    [InlineData("""{"phone_number_id":{"phone_number_id":"2"}}""", "2")]
    public void The_lane_is_the_number_else_the_customer_else_everybodys(string body, string lane)
    {
        Assert.True(WebhookEnvelope.TryRead(Encoding.UTF8.GetBytes(body), out var envelope));

        Assert.Equal(lane, envelope.Lane);
    }

    [Fact]
    public void An_id_that_is_longer_than_any_of_Kapsos_makes_no_lane()
    {
        Assert.True(WebhookEnvelope.TryRead(JsonSerializer.SerializeToUtf8Bytes(new { phone_number_id = new string('1', 65) }), out var envelope));

        Assert.Equal("-", envelope.Lane);
    }

    [Theory]
    [InlineData("""{"event":"a.b","type":"c"}""", "a.b")]
    [InlineData("""{"type":"c"}""", "c")]
    [InlineData("""{"data":{"type":"c"}}""", null)]
    [InlineData("""{"event":5}""", null)]
    public void The_name_is_the_bodys_own(string body, string? name)
    {
        Assert.True(WebhookEnvelope.TryRead(Encoding.UTF8.GetBytes(body), out var envelope));

        Assert.Equal(name, envelope.Event);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{\"a\":\"\u0001\"}")]
    public void What_the_SDK_reads_no_event_of_is_no_delivery_here_either(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        Assert.False(WebhookEnvelope.TryRead(bytes, out _));
        Assert.False(WebhookReader.TryRead("x", bytes, out _));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_delivery() =>
        Assert.False(WebhookEnvelope.TryRead([.. """{"a":" """u8, 0xC3, 0x28, .. """ "}"""u8], out _));

    private static string? NumberOf(KapsoEvent read) => read switch
    {
        PhoneNumberEvent number => number.PhoneNumberId,
        NumberEvent number => number.PhoneNumberId,
        EventBatch { Items: [NumberEvent first, ..] } => first.PhoneNumberId,
        _ => null,
    };
}
