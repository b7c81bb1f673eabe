using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Kapso;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Asks Kapso about single numbers.</summary>
internal sealed partial class NumberReader(KapsoClient kapso, TimeProvider time, ILogger<NumberReader> logger)
{
    public async Task<NumberReading> ReadAsync(string customerId, string phoneNumberId, bool withHealth, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        try
        {
            var number = await kapso.PhoneNumbers.GetAsync(phoneNumberId, cancellationToken);
            return number.CustomerId == customerId
                ? await PresentAsync(number, began, withHealth, cancellationToken)
                : new(phoneNumberId, NumberSight.SomebodyElses, began);
        }
        catch (KapsoNotFoundException)
        {
            return new(phoneNumberId, NumberSight.Absent, began);
        }
        catch (KapsoException e)
        {
            Log.Unclear(logger, phoneNumberId, e.Status, e.Code);
            return new(phoneNumberId, NumberSight.Unclear, began) { Reason = e.Reason(), Failure = e };
        }
    }

    /// <summary>A number that a read showed, with what health says of it where that is wanted.</summary>
    public async Task<NumberReading> PresentAsync(PhoneNumber number, DateTimeOffset readAt, bool withHealth, CancellationToken cancellationToken) =>
        new(number.Id, NumberSight.Present, readAt)
        {
            Snapshot = NumberSnapshot.Of(number),
            Health = withHealth ? await HealthAsync(number.Id, cancellationToken) : [],
        };

    /// <summary>
    /// What health says outright about credentials and account; silence and odd words say nothing. Kapso caches it
    /// (contract 6.3), so it speaks for the moment that it names, not for the moment of asking.
    /// </summary>
    private async Task<IReadOnlyList<ObservedFact>> HealthAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        PhoneNumberHealth health;
        try
        {
            health = await kapso.PhoneNumbers.GetHealthAsync(phoneNumberId, cancellationToken);
        }
        catch (KapsoException e)
        {
            return [new(Fact.Unclear, began, e.Reason())];
        }

        var at = health.Timestamp is { } taken && taken < began ? taken : began;
        // Without credentials nothing can be sent: what health says of the account then follows from that and outlives it.
        if (health.HasDeadToken) return [new(Fact.CredentialLost, at, "190")];
        if (health.IsConnected == false) return [new(Fact.CredentialLost, at, "health_disconnected")];

        var said = new List<ObservedFact>();
        if (health.IsConnected == true) said.Add(new(Fact.CredentialGood, at));

        var problem = health.MessagingProblems is [var first, ..] ? $"{first.Code} {first.Description}".Trim() : null;
        switch (health.MessagingStatus?.ToUpperInvariant())
        {
            case "AVAILABLE": said.Add(new(Fact.SendingAllowed, at)); break;
            case "LIMITED": said.Add(new(Fact.SendingLimited, at, problem)); break;
            case "BLOCKED": said.Add(new(Fact.SendingBlocked, at, problem)); break;
        }
        return said;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Kapso gave no clear answer about number {PhoneNumberId} (status {Status}, code {Code}); looking again later")]
        public static partial void Unclear(ILogger logger, string phoneNumberId, int? status, string? code);
    }
}
