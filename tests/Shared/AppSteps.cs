using System.Net;
using System.Net.Http.Json;

namespace Threadway.Tests;

internal static class AppSteps
{
    public static async Task AskForCodeAsync(this ThreadwayApp app, Person person)
    {
        using var answer = await app.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = person.PhoneNumber });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
