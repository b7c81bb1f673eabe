namespace Threadway.Kapso.Emulator.Rates;

/// <summary>What Kapso's plans let one API key ask in a minute (contract 2.4).</summary>
internal static class Plans
{
    public static readonly string[] Names = ["free", "pro", "platform", "enterprise", "unlimited"];

    /// <summary>Null: no budget.</summary>
    public static int? RequestsPerMinute(string plan) => plan switch
    {
        "free" => 100,
        "pro" => 500,
        "platform" => 1000,
        "enterprise" => 2000,
        _ => null,
    };
}
