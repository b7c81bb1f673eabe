using System.Globalization;
using System.Text;

namespace Threadway.Bench.Load;

/// <summary>Requests as bytes that are made once; only the digits of number and person change from one to the next.</summary>
internal sealed class Wire
{
    private const long FirstNumber = 300_000_000_000_000;
    private const long FirstPerson = 573_000_000_000;

    private readonly byte[] request;
    private readonly int numberAt;
    private readonly int personAt;

    private Wire(string pathAndQuery, string body)
    {
        var text = $"""
            POST {pathAndQuery} HTTP/1.1
            Host: localhost
            X-API-Key: load
            Content-Type: application/json
            Content-Length: {Encoding.UTF8.GetByteCount(body)}


            """.ReplaceLineEndings("\r\n") + body;
        request = Encoding.UTF8.GetBytes(text);
        (numberAt, personAt) = (text.IndexOf(NumberId(0), StringComparison.Ordinal), text.IndexOf(Person(0), StringComparison.Ordinal));
    }

    public int Length => request.Length;

    public static Wire Send { get; } = new(
        $"/meta/whatsapp/v24.0/{NumberId(0)}/messages",
        $$"""{"messaging_product":"whatsapp","to":"{{Person(0)}}","type":"text","text":{"body":"Your order is on its way and arrives today"} }""");

    /// <summary>Needs no open window, so it can go to somebody who never wrote.</summary>
    public static Wire SendTemplate { get; } = new(
        $"/meta/whatsapp/v24.0/{NumberId(0)}/messages",
        $$$"""{"messaging_product":"whatsapp","to":"{{{Person(0)}}}","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}} }""");

    /// <summary>The person writes, which opens the 24-hour window.</summary>
    public static Wire Receive { get; } = new(
        $"/_emulator/phones/{Person(0)}/messages", $$"""{"phoneNumberId":"{{NumberId(0)}}","text":{"body":"Hi"} }""");

    public static string NumberId(int number) => Text(FirstNumber + number);

    public void Write(Span<byte> buffer, int number, int person)
    {
        request.CopyTo(buffer);
        Put(FirstNumber + number, buffer[numberAt..]);
        Put(FirstPerson + person, buffer[personAt..]);
    }

    private static void Put(long digits, Span<byte> to) => digits.TryFormat(to, out _, provider: CultureInfo.InvariantCulture);

    private static string Person(int person) => Text(FirstPerson + person);

    private static string Text(long digits) => digits.ToString(CultureInfo.InvariantCulture);
}
