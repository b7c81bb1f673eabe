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

/// <summary>What became of the sending of a code.</summary>
/// <param name="ProviderSentence">Why Kapso refused, where that is about the number.</param>
internal sealed record CodeDeliveryOutcome(CodeDeliveryState State, string? ProviderSentence = null);

/// <summary>The sending of one code, from the first try to the last.</summary>
internal sealed class CodeDelivery(string id, DateTimeOffset began, PersonWait wait)
{
    private readonly TaskCompletionSource<CodeDeliveryOutcome> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Not to be guessed.</summary>
    public string Id => id;

    public DateTimeOffset Began => began;

    /// <summary>As it stands at this moment: to be read once for what is said of it.</summary>
    public CodeDeliveryOutcome Outcome => settled.Task.IsCompleted ? settled.Task.Result : new(CodeDeliveryState.Unconfirmed);

    public void Settle(CodeDeliveryState state, string? providerSentence = null) => settled.TrySetResult(new(state, providerSentence));

    /// <summary>What it has come to when it is settled, or when a person has waited long enough.</summary>
    public async Task<CodeDeliveryOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        using var _ = wait.Begin();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(PersonWait.Over, cancellationToken);
        await ((Task)settled.Task).WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome;
    }
}
