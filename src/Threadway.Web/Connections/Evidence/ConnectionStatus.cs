using System.Text.Json.Serialization;

namespace Threadway.Web.Connections.Evidence;

[JsonConverter(typeof(JsonStringEnumConverter<ConnectionStatus>))]
public enum ConnectionStatus
{
    [JsonStringEnumMemberName("connected")] Connected,
    [JsonStringEnumMemberName("needs_reconnect")] NeedsReconnect,
    [JsonStringEnumMemberName("disconnected")] Disconnected,
}
