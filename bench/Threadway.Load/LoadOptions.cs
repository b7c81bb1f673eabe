namespace Threadway.Load;

/// <summary>How a run is cut.</summary>
/// <param name="Postgres">A server's connection string; null leaves PostgreSQL out.</param>
/// <param name="Old">So many handled events are there before, for retention to drop meanwhile.</param>
internal sealed record LoadOptions(int Connections, int Numbers, int Rounds, int WarmUp, int Seconds, string Folder, string? Postgres, int Old);
