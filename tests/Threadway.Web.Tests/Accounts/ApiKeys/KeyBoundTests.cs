using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

public sealed class KeyBoundTests
{
    [Fact]
    public async Task A_user_has_so_many_good_keys_and_no_more_also_when_asked_for_at_once()
    {
        await using var app = await ThreadwayApp.StartAsync(("ApiKeys:MaxPerUser", "3"));
        var person = await app.SignInAsync();
        var soon = await person.MakeKeyAsync(expiresAt: app.Time.GetUtcNow().AddHours(1));
        await person.MakeKeyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => person.AskForKeyAsync()));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await Expect.ProblemAsync(refused, HttpStatusCode.Conflict, "too_many_api_keys");

        // What is over makes room.
        app.Time.Advance(TimeSpan.FromHours(2));
        await person.MakeKeyAsync();
        using var full = await person.AskForKeyAsync();
        using var revoked = await person.RevokeAsync((await person.KeysAsync())[0].Id);
        await person.MakeKeyAsync();

        await Expect.ProblemAsync(full, HttpStatusCode.Conflict, "too_many_api_keys");
        Assert.Contains(await person.KeysAsync(), key => key.Id == soon.Id);
    }

    [Fact]
    public async Task Of_keys_that_are_over_the_newest_hundred_are_kept()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var first = await person.MakeKeyAsync(name: "First");
        await app.ReadAsync(async db =>
        {
            var userId = await db.ApiKeys.Select(key => key.UserId).SingleAsync();
            for (var n = 0; n < 104; n++)
            {
                db.ApiKeys.Add(new()
                {
                    Id = Guid.CreateVersion7(),
                    UserId = userId,
                    Name = $"{n}",
                    Scopes = "messages:read",
                    SecretHash = new byte[32],
                    CreatedAt = DateTimeOffset.UnixEpoch.AddDays(n),
                    RevokedAt = DateTimeOffset.UnixEpoch.AddDays(n),
                });
            }
            return await db.SaveChangesAsync();
        });

        await person.MakeKeyAsync(name: "Last");

        var names = (await person.KeysAsync()).Select(key => key.Name).ToList();
        Assert.Equal(102, names.Count);
        Assert.Equal(["Last", "First", "103", "102"], names.Take(4));
        Assert.Equal("4", names[^1]);
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(first.Key));
    }
}
