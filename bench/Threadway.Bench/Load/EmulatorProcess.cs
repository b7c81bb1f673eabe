using System.Diagnostics;
using System.Text.Json;

namespace Threadway.Bench.Load;

/// <summary>
/// An emulator in a process of its own, so that what it takes of processor and memory can be told from what the load takes.
/// </summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process process;
    private readonly FileInfo seed;
    private readonly HttpClient http;

    private EmulatorProcess(Process process, FileInfo seed, Uri address)
    {
        (this.process, this.seed, Port) = (process, seed, address.Port);
        http = new HttpClient { BaseAddress = address };
    }

    public int Port { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<EmulatorProcess> StartAsync(LoadOptions options)
    {
        var seed = new FileInfo(Path.GetTempFileName());
        await File.WriteAllTextAsync(seed.FullName, Seed(options.Numbers));
        var program = options.Emulator ?? Path.Combine(AppContext.BaseDirectory, "Threadway.Kapso.Emulator.dll");
        string[] arguments = ["--port", "0", "--seed", seed.FullName];
        var process = Process.Start(new ProcessStartInfo(
            program.EndsWith(".dll", StringComparison.Ordinal) ? "dotnet" : program,
            program.EndsWith(".dll", StringComparison.Ordinal) ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Overview", var address])
                return new EmulatorProcess(process, seed, new Uri(address));
        }

        throw new InvalidOperationException("The emulator did not start.");
    }

    /// <summary>What is alive on its heap after a collection, and all that the process holds; in bytes.</summary>
    public async Task<(long Heap, long WorkingSet)> MemoryAsync()
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync("/_emulator/process"));
        return (answer.RootElement.GetProperty("heapBytes").GetInt64(), answer.RootElement.GetProperty("workingSetBytes").GetInt64());
    }

    public void Dispose()
    {
        http.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        seed.Delete();
    }

    private static string Seed(int numbers) => JsonSerializer.Serialize(new
    {
        customers = new[]
        {
            new
            {
                name = "Load",
                phoneNumbers = Enumerable.Range(0, numbers).Select(number => new
                {
                    phoneNumberId = Wire.NumberId(number),
                    businessAccountId = "400000000000001",
                    phoneNumber = $"+1212555{number:D4}",
                    verifiedName = $"Load {number}",
                }),
            },
        },
    });
}
