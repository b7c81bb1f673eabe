namespace Threadway.Kapso.Emulator;

// A named class, not top-level statements: a test project may reference two programs.
internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.For(RunAsync).Parse(args).InvokeAsync();

    private static async Task<int> RunAsync(KapsoEmulatorOptions options, CancellationToken stopping)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        options.LoggerFactory = logs;
        try
        {
            await using var emulator = await KapsoEmulator.StartAsync(options, stopping);
            var origin = emulator.BaseAddress.GetLeftPart(UriPartial.Authority);
            Console.WriteLine($"""
                Kapso emulator
                  Overview      {origin}/
                  Platform API  {origin}/platform/v1
                  Meta proxy    {origin}/meta/whatsapp/v24.0
                  Phones        {origin}/phones
                  Control API   {origin}/_emulator
                  API key       {(options.ApiKey is null ? "any" : "as given")}
                Ctrl+C stops it.
                """);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is ArgumentException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
        }

        return 1;
    }
}
