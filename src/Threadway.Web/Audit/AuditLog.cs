using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Audit;

/// <summary>What is to be written down; when and from where, the log knows.</summary>
/// <param name="Action">One of <see cref="AuditAction"/>, or a mismatch's code.</param>
internal sealed record AuditNote(Guid UserId, string Action)
{
    public string? PhoneNumberId { get; init; }

    public string? SetupLinkId { get; init; }

    public string? Detail { get; init; }
}

/// <summary>Writes who did what, in the transaction of what was done.</summary>
internal sealed class AuditLog(RequestOrigin origin, TimeProvider time)
{
    /// <summary>Adds the entry to the context's changes: it is stored, or not, together with them.</summary>
    public void Add(ThreadwayDb db, AuditNote note) => db.AuditEntries.Add(new()
    {
        UserId = note.UserId,
        Action = note.Action,
        PhoneNumberId = note.PhoneNumberId,
        SetupLinkId = note.SetupLinkId,
        Detail = note.Detail,
        RemoteAddress = origin.RemoteAddress,
        At = time.GetUtcNow(),
    });
}
