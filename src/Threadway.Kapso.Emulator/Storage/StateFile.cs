using System.Text.Json;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Storage;

/// <summary>Keeps the state in a JSON file: written whole beside the old one, then moved over it.</summary>
internal sealed partial class StateFile(StorageSettings settings, EmulatorClock clock, ILogger<StateFile> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(100);

    // A save holds the state still for about 10 ms a megabyte: after it the pause is 20 times as long.
    private static readonly TimeSpan CalmPerMegabyte = TimeSpan.FromMilliseconds(200);

    private readonly string path = Path.GetFullPath(settings.StateFile!);
    private readonly SemaphoreSlim saveDue = new(0);
    private readonly CancellationTokenSource stopping = new();
    private Task saving = Task.CompletedTask;
    private World? kept;
    private int isDirty;

    /// <summary>What the file holds, or null when there is none yet.</summary>
    public WorldState? Load()
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using var file = File.OpenRead(path);
            var state = JsonSerializer.Deserialize(file, StateJson.Default.WorldState);
            return state is { Format: WorldState.CurrentFormat }
                ? state
                : throw new InvalidDataException($"The state file '{settings.StateFile}' is of a format that this emulator does not know.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException(
                $"The state file '{settings.StateFile}' cannot be read: {Fault(broken)}. Mend it, or remove it to start anew.", broken);
        }
    }

    /// <summary>What is wrong, of the field: the file is read again for it, as it is not when all is well.</summary>
    private string Fault(JsonException broken)
    {
        try
        {
            JsonShape.Read(JsonBody.Parse(File.ReadAllBytes(path)), StateJson.Default.WorldState);
            return "it holds a value that cannot be taken";
        }
        catch (JsonException)
        {
            return $"it is {JsonShape.NotJson(broken)}";
        }
        catch (WrongField wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Saves the world shortly after each change from now on, and at the end.</summary>
    public void Keep(World world)
    {
        kept = world;
        world.Changed += MarkDirty;
        saving = SaveWhenCalmAsync(world);
    }

    public async ValueTask DisposeAsync()
    {
        kept?.Changed -= MarkDirty;
        await stopping.CancelAsync();
        await saving;
        if (kept is not null)
            await SaveAsync(kept);
        stopping.Dispose();
        saveDue.Dispose();
    }

    private void MarkDirty()
    {
        // When it was dirty before, a save is due already and will see this change too.
        if (Interlocked.Exchange(ref isDirty, 1) == 0)
            saveDue.Release();
    }

    private async Task SaveWhenCalmAsync(World world)
    {
        var pause = Calm;
        try
        {
            while (true)
            {
                await saveDue.WaitAsync(stopping.Token);
                await Task.Delay(pause, clock.Real, stopping.Token);
                var bytes = await SaveAsync(world);
                pause = Calm + (CalmPerMegabyte * (bytes / 1e6));
            }
        }
        catch (OperationCanceledException)
        {
            // The last save is made on the way out.
        }
    }

    /// <summary>Returns how many bytes the state is.</summary>
    private async Task<int> SaveAsync(World world)
    {
        Volatile.Write(ref isDirty, 0);
        var json = world.Read(state => JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.WorldState));
        var fresh = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await WriteAsync(fresh, json);
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, failure);
        }

        return json.Length;
    }

    /// <summary>For its owner alone, where files have modes: it holds people's messages and webhooks' secrets.</summary>
    private static async Task WriteAsync(string fresh, byte[] json)
    {
        // One that a crash left behind would keep its mode.
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(fresh, options);
        await file.WriteAsync(json);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The state file could not be written")]
        public static partial void NotSaved(ILogger logger, Exception failure);
    }
}
