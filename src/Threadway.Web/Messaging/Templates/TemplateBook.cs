using System.Collections.Concurrent;
using Threadway.Kapso;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Templates;

/// <summary>An account's templates as Kapso had them.</summary>
/// <param name="IsComplete">False where there are more than are read: what is not among them may exist all the same.</param>
internal sealed record TemplateCopy(IReadOnlyList<Template> Templates, bool IsComplete, DateTimeOffset ReadAt);

/// <summary>
/// The templates of each business account, read at Kapso and kept for a minute. Kapso has no call for one template, and messages are
/// many: whoever is content with a copy gets the copy. Where Kapso cannot be asked an older one counts.
/// </summary>
internal sealed class TemplateBook(KapsoClient kapso, TimeProvider time)
{
    private const int PageSize = 100;

    /// <summary>Meta's own limit for one account.</summary>
    private const int MostOfOne = 6_000;

    // Some kilobytes each.
    private const int MostOfAll = 20_000;

    private const int MostAccounts = 500;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>How long nobody causes another read, for each page that it takes: names that do not exist must not spend the key.</summary>
    private static readonly TimeSpan PauseOfPage = TimeSpan.FromSeconds(5);

    /// <summary>A message waits behind it.</summary>
    private static readonly TimeSpan PagePatience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Shelf> shelves = new(StringComparer.Ordinal);

    /// <param name="suffices">What the copy must hold; where a fresh one does not, Kapso is asked again, unless it just was.</param>
    /// <exception cref="KapsoException">Kapso cannot be asked, and there is no older copy.</exception>
    public Task<TemplateCopy> ReadAsync(string businessAccountId, Func<TemplateCopy, bool>? suffices, CancellationToken cancellationToken)
    {
        var shelf = shelves.GetOrAdd(businessAccountId, _ => new());
        Task<TemplateCopy> reading;
        lock (shelf)
        {
            var now = time.GetUtcNow();
            shelf.UsedAt = now;
            if (shelf.Copy is { } copy && (now < shelf.NextRead || (now - copy.ReadAt < Fresh && suffices?.Invoke(copy) != false))) return Task.FromResult(copy);
            if (shelf.Failure is { } failure && now < shelf.NextRead) return Task.FromException<TemplateCopy>(failure);
            reading = shelf.Reading ??= BeginReading(shelf, businessAccountId);
        }
        return reading.WaitAsync(cancellationToken);
    }

    /// <summary>One for all who wait: whoever gives up, or may wait no longer, ends their own wait alone.</summary>
    private Task<TemplateCopy> BeginReading(Shelf shelf, string businessAccountId)
    {
        var (priority, user) = KapsoWork.Current;
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(async () =>
            {
                using var work = KapsoWork.Begin(priority, user);
                return await FillAsync(shelf, businessAccountId);
            });
        }
    }

    private async Task<TemplateCopy> FillAsync(Shelf shelf, string businessAccountId)
    {
        try
        {
            var copy = await FetchAsync(businessAccountId);
            lock (shelf) return Keep(shelf, copy, failure: null);
        }
        catch (KapsoException e)
        {
            lock (shelf) return shelf.Copy is { } older ? Keep(shelf, older, e) : throw Failed(shelf, e);
        }
        finally
        {
            lock (shelf) shelf.Reading = null;
            Trim();
        }
    }

    private async Task<TemplateCopy> FetchAsync(string businessAccountId)
    {
        List<Template> templates = [];
        var readAt = time.GetUtcNow();
        await foreach (var template in kapso.With(new() { Timeout = PagePatience }).Templates.ListAsync(businessAccountId, new() { PageSize = PageSize }))
        {
            if (templates.Count == MostOfOne) return new(templates, IsComplete: false, readAt);
            templates.Add(template);
        }
        return new(templates, IsComplete: true, readAt);
    }

    private TemplateCopy Keep(Shelf shelf, TemplateCopy copy, KapsoException? failure)
    {
        (shelf.Copy, shelf.Failure) = (copy, failure);
        shelf.NextRead = time.GetUtcNow() + (PauseOfPage * (1 + (copy.Templates.Count / PageSize)));
        return copy;
    }

    private KapsoException Failed(Shelf shelf, KapsoException failure)
    {
        shelf.Failure = failure;
        shelf.NextRead = time.GetUtcNow() + (failure.RetryAfter ?? PauseOfPage);
        return failure;
    }

    /// <summary>What was not asked for the longest goes first.</summary>
    private void Trim()
    {
        var all = shelves.Sum(shelf => shelf.Value.Size);
        var left = shelves.Count;
        if (left <= MostAccounts && all <= MostOfAll) return;
        foreach (var (account, shelf) in shelves.OrderBy(shelf => shelf.Value.UsedAt))
        {
            if (left <= MostAccounts && all <= MostOfAll) return;
            if (shelves.TryRemove(account, out _)) (left, all) = (left - 1, all - shelf.Size);
        }
    }

    private sealed class Shelf
    {
        public TemplateCopy? Copy { get; set; }

        public KapsoException? Failure { get; set; }

        public Task<TemplateCopy>? Reading { get; set; }

        public DateTimeOffset NextRead { get; set; }

        public DateTimeOffset UsedAt { get; set; }

        public int Size => Copy?.Templates.Count ?? 0;
    }
}
