namespace Threadway.Kapso.Emulator.State;

/// <summary>A wish for another display name, which Meta reviews.</summary>
internal sealed class DisplayNameRequest
{
    private static readonly TimeSpan Review = TimeSpan.FromMinutes(1);

    public required string Id { get; init; }
    public required string RequestedName { get; init; }
    public required string PreviousName { get; init; }
    public string Status { get; set; } = DisplayNameStatus.PendingReview;
    public required DateTimeOffset SubmittedAt { get; init; }
    public DateTimeOffset? ReviewedAt { get; set; }

    /// <summary>True once, when the name takes effect: a review that nobody decides says yes.</summary>
    public bool IsApplied(DateTimeOffset now)
    {
        if (Status == DisplayNameStatus.PendingReview && now - SubmittedAt >= Review)
            (Status, ReviewedAt) = (DisplayNameStatus.Approved, SubmittedAt + Review);
        if (Status != DisplayNameStatus.Approved)
            return false;

        Status = DisplayNameStatus.Applied;
        return true;
    }
}

internal static class DisplayNameStatus
{
    public const string PendingReview = "pending_review";
    public const string Approved = "approved";
    public const string Declined = "declined";
    public const string Applied = "applied";
}
