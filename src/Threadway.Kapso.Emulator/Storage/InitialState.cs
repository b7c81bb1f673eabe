using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Storage;

/// <summary>What is there at the start and after a reset: the operator's number, the seed, and the webhook of the settings.</summary>
internal sealed class InitialState(StorageSettings settings, EmulatorClock clock)
{
    private const string OperatorBusinessAccountId = "100000000000002";

    private readonly KapsoSeed? fromFile = settings.SeedFile is { } path ? SeedFile.Load(path) : null;

    /// <summary>What the file holds, or else a new state.</summary>
    public World Open(StateFile? file)
    {
        var saved = file?.Load();
        clock.Advance(saved?.ClockOffset ?? TimeSpan.Zero);
        saved?.History = settings.History;
        var state = saved ?? New(Ids.Uuid());
        Subscribe(state, clock.GetUtcNow());
        return new World(state, () => New(state.ProjectId));
    }

    private WorldState New(string projectId)
    {
        var now = clock.GetUtcNow();
        var state = new WorldState { ProjectId = projectId, History = settings.History };
        state.PhoneNumbers.Add(new PhoneNumber
        {
            Id = PhoneNumber.OperatorId,
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
        Plant(state, now);
        Subscribe(state, now);
        return state;
    }

    private void Plant(WorldState state, DateTimeOffset now)
    {
        try
        {
            if (fromFile is not null)
                Planting.All(state, fromFile, now);
        }
        catch (WrongArgument wrong)
        {
            throw SeedFile.Wrong(settings.SeedFile!, wrong.Sentence);
        }

        try
        {
            if (settings.Seed is not null)
                Planting.All(state, settings.Seed, now);
        }
        catch (WrongArgument wrong)
        {
            throw new ArgumentException($"{nameof(settings.Seed)} is wrong: {wrong.Sentence}.", wrong);
        }
    }

    /// <summary>Makes sure that the webhook of the settings is there once, with its present secret.</summary>
    private void Subscribe(WorldState state, DateTimeOffset now)
    {
        if (settings.WebhookUrl is not { } url)
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

        webhook.SecretKey = settings.WebhookSecret;
    }
}
