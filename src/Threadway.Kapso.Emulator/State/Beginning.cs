using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.State;

/// <summary>What is there at the start and after a reset: the operator's number, the seed, and the webhook of the options.</summary>
internal static class Beginning
{
    private const string OperatorBusinessAccountId = "100000000000002";

    public static WorldState New(KapsoEmulatorOptions options, Seed? seed, DateTimeOffset now, string? projectId = null)
    {
        var state = new WorldState { ProjectId = projectId ?? Ids.Uuid(), History = options.History };
        state.PhoneNumbers.Add(new PhoneNumber
        {
            Id = KapsoEmulator.OperatorPhoneNumberId,
            InternalId = Ids.Uuid(),
            Name = "Operator",
            BusinessAccountId = OperatorBusinessAccountId,
            IsCoexistence = false,
            Digits = "15550000001",
            VerifiedName = "Operator",
            CreatedAt = now,
            UpdatedAt = now,
        });
        state.Templates.Add(SeededTemplates.HelloWorld(OperatorBusinessAccountId, now));
        state.Templates.AddRange(SeededTemplates.SignInCode(OperatorBusinessAccountId, now));
        seed?.Plant(state, now);
        Subscribe(state, options, now);
        return state;
    }

    /// <summary>Makes sure that the webhook of the options is there once, with its present secret.</summary>
    public static void Subscribe(WorldState state, KapsoEmulatorOptions options, DateTimeOffset now)
    {
        if (options.WebhookUrl is not { } url)
            return;

        var webhook = state.Webhooks.Find(one => one.PhoneNumberId is null && one.Url == url.AbsoluteUri);
        if (webhook is null)
        {
            webhook = new Webhook
            {
                Id = Ids.Uuid(),
                Url = url.AbsoluteUri,
                Events = EventNames.Lifecycle,
                CreatedAt = now,
                UpdatedAt = now,
            };
            state.Webhooks.Add(webhook);
        }

        webhook.SecretKey = options.WebhookSecret;
    }
}
