using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>How far the sending of a code has come.</summary>
public enum CodeDeliveryState
{
    /// <summary>No answer that settles it yet; it is being tried again.</summary>
    Unconfirmed,
    Sent,
    /// <summary>Kapso said no: another try would hear the same.</summary>
    Refused,
    /// <summary>It was tried for long enough, or another code took its place.</summary>
    GivenUp,
}

/// <summary>What is sent to whom.</summary>
internal sealed record CodeMessage(string E164, string Code, string Language)
{
    /// <summary>Says nothing: both halves are secrets.</summary>
    public override string ToString() => nameof(CodeMessage);
}

/// <summary>The sending of one code, from the first try to the last.</summary>
internal sealed class CodeDelivery(string id, DateTimeOffset began, PersonWait wait)
{
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Not to be guessed.</summary>
    public string Id => id;

    public DateTimeOffset Began => began;

    public CodeDeliveryState State { get; private set; }

    /// <summary>Why Kapso refused, where that is about the number.</summary>
    public string? ProviderSentence { get; private set; }

    public void Settle(CodeDeliveryState state, string? providerSentence = null)
    {
        (State, ProviderSentence) = (state, providerSentence);
        settled.TrySetResult();
    }

    /// <summary>Until it is settled, and no longer than a person waits.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var _ = wait.Begin();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(PersonWait.Over, cancellationToken);
        await settled.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
