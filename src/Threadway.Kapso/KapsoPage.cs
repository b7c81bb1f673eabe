namespace Threadway.Kapso;

/// <summary>One page of a list, newest first.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record KapsoPage<T>
{
    /// <summary>What the page shows.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Which page it is, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many pages there are, of the size that Kapso settled on.</summary>
    public required int TotalPages { get; init; }

    /// <summary>How many items all pages hold together; <see langword="null"/> where Kapso did not say.</summary>
    public int? TotalCount { get; init; }

    /// <summary>Whether there is nothing behind this page.</summary>
    public bool IsLast => Items.Count == 0 || Number >= TotalPages;
}
