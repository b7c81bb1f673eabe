using Xunit.Sdk;

namespace Threadway.Kapso.Emulator.Tests.Testing;

public sealed class EventuallyTests
{
    [Fact]
    public async Task What_does_not_come_about_fails_at_the_deadline_with_what_was_seen_last()
    {
        var looks = 0;

        var failure = await Assert.ThrowsAsync<FailException>(() => Eventually.HoldsAsync(
            () => Task.FromResult<string[]>([$"look {++looks}", "two"]), seen => seen.Length == 3, "three of them", TimeSpan.FromMilliseconds(60)));

        Assert.True(looks > 1);
        Assert.Equal($"Not within 0.06 s: three of them\nLast seen: [look {looks}, two]", failure.Message);
    }

    [Fact]
    public async Task What_comes_about_is_returned_as_it_was_seen()
    {
        var looks = 0;

        var seen = await Eventually.HoldsAsync(() => Task.FromResult(++looks), look => look == 3);

        Assert.Equal((3, 3), (seen, looks));
    }
}
