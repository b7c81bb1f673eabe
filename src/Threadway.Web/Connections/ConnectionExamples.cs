using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Numbers;

namespace Threadway.Web.Connections;

/// <summary>What the API's description shows of a number.</summary>
internal static class ConnectionExamples
{
    private static readonly DateTimeOffset ConnectedAt = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    public static ConnectionEndpoints.SetupLinkAnswer SetupLink { get; } =
        new(new("https://app.kapso.ai/whatsapp/setup/EXAMPLE"), ConnectedAt.AddDays(30), "0c9a7c52-7a57-4f4a-8d2b-5a1d5e0c8f11");

    public static ConnectionStatusAnswer Status { get; } = new()
    {
        IsConnected = true,
        PhoneNumberId = "647015955153740",
        ConnectionType = "coexistence",
        ConnectedAt = ConnectedAt.ToUnixTimeMilliseconds(),
        KapsoCustomerId = SetupLink.KapsoCustomerId,
        PhoneNumber = "+57 300 7654321",
        VerifiedName = "Panadería Ñandú",
        Status = ConnectionStatus.Connected,
    };

    /// <summary>As it stands in the stream.</summary>
    public static string Events { get; } =
        """
        event: status
        data: {"isConnected":true,"phoneNumberId":"647015955153740","connectionType":"coexistence","status":"connected"}


        """;

    public static IReadOnlyList<ConnectionAnswer> Numbers { get; } =
    [
        ConnectionAnswer.Of(new()
        {
            Id = Guid.Empty,
            PhoneNumberId = Status.PhoneNumberId,
            PhoneNumber = Status.PhoneNumber,
            VerifiedName = Status.VerifiedName,
            BusinessAccountId = "102290129340398",
            ConnectionType = ConnectionType.Coexistence,
            Status = ConnectionStatus.Connected,
            MessagesPerSecond = 5,
            ConnectedAt = ConnectedAt,
            Lights = new() { Linked = LightReason.Linked, Receiving = LightReason.Receiving, Sending = LightReason.Sending },
        }),
    ];
}
