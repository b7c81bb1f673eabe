namespace Threadway.Web.Cluster;

/// <summary>
/// Work for each user lies with a fixed number of grains and not with one for each: nothing has to be brought to life and found for
/// every user, what goes one way goes together, and it is spread over the nodes all the same.
/// </summary>
internal static class Shard
{
    private const int Count = 64;

    /// <summary>The last byte of an id is random in every kind of id that is used here.</summary>
    public static int Of(Guid id) => id.ToByteArray()[^1] % Count;
}
