using System.Globalization;
using System.Net;
using System.Text;
using Threadway.Web.Hosting;

namespace Threadway.Web.Kapso.Budget;

/// <summary>
/// Every call to Kapso passes here before anything else happens to it: it waits for a permit as long as whoever is behind it would,
/// and is answered 429 here where none comes, so that everybody who calls Kapso deals with it as with Kapso's own. The time that an
/// attempt may take begins when it goes out.
/// </summary>
internal sealed class KapsoBudgetHandler(BudgetGates gates, TimeProvider time) : DelegatingHandler
{
    public const string Code = "kapso_budget";

    private static readonly HttpRequestOptionsKey<Ticket> Held = new("Threadway.Kapso.Budget");

    private static readonly TimeSpan CodePatience = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(10), LongPatience = TimeSpan.FromMinutes(1);

    /// <summary>Of a person's wait this much is left for the request itself: without it the answer would be that Kapso cannot be reached.</summary>
    private static readonly TimeSpan RequestsShare = TimeSpan.FromMilliseconds(300);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        gates.For(request) is { IsOpen: false } gate ? SendAsync(gate, request, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(BudgetGate gate, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (HeldPermit.TakeCurrent() is { } held) return await SendAsync(gate, held, request, cancellationToken);

        // Whose wait is over anyway is told so by who keeps it, unless this is what took so long.
        if (PersonWait.Over.IsCancellationRequested && !gate.IsShort) return await base.SendAsync(request, cancellationToken);

        var (priority, user) = KapsoWork.Current;
        var answer = await gate.EnterAsync(priority, user, PatienceOf(priority), PersonWait.Over, cancellationToken);
        if (answer.RetryAfter is { } wait) return Refusal(request, wait);
        return answer.Permit is null ? await base.SendAsync(request, cancellationToken) : await SendAsync(gate, answer.Permit, request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(BudgetGate gate, BudgetPermit permit, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var ticket = new Ticket(permit);
        request.Options.Set(Held, ticket);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            if (ticket.Take() is { } unused) gate.GiveBack(unused);
        }
    }

    private TimeSpan PatienceOf(KapsoPriority priority) => NoLongerThanThePerson(time, priority switch
    {
        KapsoPriority.SignIn => CodePatience,
        KapsoPriority.Bulk or KapsoPriority.Sweep => LongPatience,
        _ => Patience,
    });

    private static TimeSpan NoLongerThanThePerson(TimeProvider time, TimeSpan own)
    {
        var left = PersonWait.Ends - RequestsShare - time.GetUtcNow() ?? own;
        return left > own ? own : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static HttpResponseMessage Refusal(HttpRequestMessage request, TimeSpan wait)
    {
        var refusal = new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            RequestMessage = request,
            Content = new StringContent($$"""{"error":"All requests that Kapso allows just now are used.","code":"{{Code}}"}""", Encoding.UTF8, "application/json"),
        };
        refusal.Headers.TryAddWithoutValidation("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return refusal;
    }

    /// <summary>The permit of a call's first attempt.</summary>
    private sealed class Ticket(BudgetPermit permit)
    {
        private BudgetPermit? held = permit;

        public BudgetPermit? Take() => Interlocked.Exchange(ref held, null);
    }

    /// <summary>
    /// Innermost: sees each attempt, for each counts at Kapso. The first has its call's permit; a repetition waits for one of its own.
    /// What the answer says of the budget is told to the gate.
    /// </summary>
    internal sealed class Attempts(BudgetGates gates, TimeProvider time) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            gates.For(request) is { } gate ? SendAsync(gate, request, cancellationToken) : base.SendAsync(request, cancellationToken);

        private async Task<HttpResponseMessage> SendAsync(BudgetGate gate, HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var permit = request.Options.TryGetValue(Held, out var ticket) ? ticket.Take() : null;
            if (permit is null && !gate.IsOpen)
            {
                var (priority, user) = KapsoWork.Current;
                var entered = await gate.EnterAsync(priority, user, NoLongerThanThePerson(time, CodePatience), PersonWait.Over, cancellationToken);
                if (entered.RetryAfter is { } wait) return Refusal(request, wait);
                permit = entered.Permit;
            }

            gate.Sent();
            HttpResponseMessage? answer = null;
            try
            {
                return answer = await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                gate.Answered(permit, answer);
            }
        }
    }
}
