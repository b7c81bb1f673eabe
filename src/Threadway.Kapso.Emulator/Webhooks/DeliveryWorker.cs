using System.Diagnostics;
using System.Net;
using System.Text;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Carries deliveries to their addresses: at least once, four attempts at most (contract 8.3), and again where somebody asks.</summary>
internal sealed class DeliveryWorker(World world, EmulatorClock clock, BackgroundWork work) : IDisposable
{
    private const int KeptAnswer = 1000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] RetryAfter = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(90)];

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Ends with the first attempt; what follows it goes on in the background.</summary>
    public Task DeliverAsync(Delivery delivery)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Track(DeliverAsync(delivery, first));
        return first.Task;
    }

    /// <summary>One more attempt with the same body and headers, whatever became of those before.</summary>
    public async Task<DeliveryAttempt> ResendAsync(Delivery delivery)
    {
        var attempt = await PostAsync(delivery) with { Resent = true };
        Conclude(delivery, attempt);
        return attempt;
    }

    public void Dispose() => http.Dispose();

    private async Task DeliverAsync(Delivery delivery, TaskCompletionSource first)
    {
        try
        {
            while (true)
            {
                if (delivery.DueAt is { } due)
                    await clock.WaitUntilAsync(due, work.Stopping);
                if (!IsToGo(delivery))
                    return;

                var attempt = await PostAsync(delivery);
                if (Conclude(delivery, attempt) != DeliveryStatus.Pending)
                    return;
                first.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator stops; what is pending goes out at the next start from the state file.
        }
        finally
        {
            first.TrySetResult();
        }
    }

    /// <summary>Not when it was sent by hand meanwhile, and not to a webhook that is paused or gone.</summary>
    private bool IsToGo(Delivery delivery)
    {
        var (pending, heard) = world.Read(state =>
            (delivery.Status == DeliveryStatus.Pending, state.WebhookById(delivery.WebhookId) is { Active: true }));
        if (pending && !heard)
            world.Change(_ => (delivery.Status, delivery.DueAt) = (DeliveryStatus.Failed, null));
        return pending && heard;
    }

    private async Task<DeliveryAttempt> PostAsync(Delivery delivery)
    {
        var (at, started) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        using var deadline = new CancellationTokenSource(Deadline, clock.Real);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, work.Stopping);
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)),
        };
        foreach (var (name, value) in delivery.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var answer = response.StatusCode == HttpStatusCode.OK ? null : await ReadPrefixAsync(response.Content, stop.Token);
            return Attempt((int)response.StatusCode, null) with { Answer = answer };
        }
        catch (HttpRequestException failure)
        {
            return Attempt(null, failure.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!work.Stopping.IsCancellationRequested)
        {
            return Attempt(null, "Timeout");
        }

        DeliveryAttempt Attempt(int? status, string? error) =>
            new(at, status, error) { DurationMs = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds };
    }

    /// <summary>The status is what counts: an answer that breaks off has it all the same.</summary>
    private static async Task<string?> ReadPrefixAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var bytes = new byte[KeptAnswer];
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length == 0 ? null : Encoding.UTF8.GetString(bytes, 0, length);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private string Conclude(Delivery delivery, DeliveryAttempt attempt) => world.Change(_ =>
    {
        delivery.Attempts.Add(attempt);
        if (attempt.Status == (int)HttpStatusCode.OK)
            (delivery.Status, delivery.DueAt) = (DeliveryStatus.Delivered, null);
        else if (delivery.Status == DeliveryStatus.Pending && !attempt.Resent)
            (delivery.Status, delivery.DueAt) = AfterFailure(delivery.Attempts.Count(one => !one.Resent));
        return delivery.Status;
    });

    private (string Status, DateTimeOffset? DueAt) AfterFailure(int attempts) => attempts <= RetryAfter.Length
        ? (DeliveryStatus.Pending, clock.GetUtcNow() + RetryAfter[attempts - 1])
        : (DeliveryStatus.Failed, null);
}
