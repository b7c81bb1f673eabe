namespace Threadway.Load;

/// <summary>How a run is cut.</summary>
internal sealed record LoadOptions(int Connections, int Numbers, int Rounds, int WarmUp, int Seconds, string Folder);
