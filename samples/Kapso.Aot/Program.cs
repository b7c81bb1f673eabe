using System.Text;
using Kapso.Aot;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;

// A whole round through the SDK in one native program: onboarding, a number, messages, webhooks, an error.
// It talks to the emulator, or to Kapso itself: KAPSO_BASE_URL, KAPSO_API_KEY, and KAPSO_RECIPIENT, who must have written to the number.
if (Environment.GetEnvironmentVariable("KAPSO_API_KEY") is not { Length: > 0 } key)
{
    Console.Error.WriteLine("Set KAPSO_API_KEY, and KAPSO_BASE_URL for anything but https://api.kapso.ai.");
    return 2;
}

var configuration = new ConfigurationBuilder().AddInMemoryCollection(
[
    new("Kapso:ApiKey", key),
    new("Kapso:BaseUrl", Environment.GetEnvironmentVariable("KAPSO_BASE_URL") is { Length: > 0 } address ? address : "https://api.kapso.ai"),
]).Build();
await using var services = new ServiceCollection().AddKapso(configuration.GetSection("Kapso")).Services.BuildServiceProvider();
var kapso = services.GetRequiredService<KapsoClient>();

try
{
    await Tour.OnboardingAsync(kapso);
    var number = await Tour.NumberAsync(kapso);
    if (Environment.GetEnvironmentVariable("KAPSO_RECIPIENT") is { Length: > 0 } person)
        await Tour.MessagesAsync(kapso, number, person);
    await Tour.RawAsync(kapso);
    await Tour.ErrorAsync(kapso);
    Tour.Webhook(Encoding.UTF8.GetBytes(key));
    Console.WriteLine("done");
    return 0;
}
catch (KapsoException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
