using Messaging;

// Sends a message by an API key alone, waits until the phone has it, and answers whoever writes: the whole of Threadway's messaging by plain HTTP.
if (args is not [var number, var recipient, .. var options]
    || Environment.GetEnvironmentVariable("THREADWAY_URL") is not { Length: > 0 } url
    || Environment.GetEnvironmentVariable("THREADWAY_API_KEY") is not { Length: > 0 } key)
{
    Console.Error.WriteLine("THREADWAY_URL=https://... THREADWAY_API_KEY=tw_... dotnet run --project samples/Messaging PHONE_NUMBER_ID RECIPIENT [--once]");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    using var threadway = new ThreadwayClient(new Uri(url), key);
    await new Conversation(threadway, number, recipient).RunAsync(once: options.Contains("--once"), stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (ThreadwayException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
