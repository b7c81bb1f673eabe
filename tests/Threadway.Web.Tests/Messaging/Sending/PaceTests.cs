using CsCheck;
using Threadway.Web.Messaging.Sending.Pacing;

namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly int[] Limits = [5, 20, 80];

    /// <summary>Requests of all kinds of slowness, each counted at the receiver at some time between its beginning and its answer.</summary>
    [Fact]
    public void No_sliding_second_at_the_receiver_holds_more_than_the_limit() =>
        Gen.Select(Gen.Int[0, 2].Select(i => Limits[i]), Gen.Int[2, 40].Array[40], Gen.Int[0, 100].Array[40]).Sample((limit, times, places) =>
        {
            // The quickest way there and back is known from the first answer on.
            var arrivals = Run(limit, 4 * limit, i => TimeSpan.FromMilliseconds(20 + (i == 0 ? 0 : times[i % times.Length])), (i, took) =>
                i == 0 ? took / 2 : (TimeSpan.FromMilliseconds(20) / 2) + ((took - TimeSpan.FromMilliseconds(20)) * places[i % places.Length] / 100));

            return Busiest(arrivals) <= limit;
        });

    [Theory]
    [InlineData(5)]
    [InlineData(80)]
    [InlineData(1000)]
    public void Nearly_all_of_what_is_allowed_is_used_while_something_waits(int limit)
    {
        var arrivals = Run(limit, 20 * limit, _ => TimeSpan.FromMilliseconds(5), (_, took) => took / 2);

        var rate = (arrivals.Count - 1) / (arrivals[^1] - arrivals[0]).TotalSeconds;
        Assert.InRange(rate, 0.98 * limit, limit * 1.05);
        Assert.InRange(Busiest(arrivals), 1, limit);
    }

    [Fact]
    public void What_came_in_counts_for_the_number_too()
    {
        var pace = new NumberPace(5, Start);

        Assert.Equal(0, pace.Free(Start, inbound: 5));
        Assert.Equal(1, pace.Free(Start, inbound: 4));
    }

    [Fact]
    public void After_a_pause_there_is_no_burst()
    {
        var pace = new NumberPace(5, Start);

        pace.Begin(Start.AddMinutes(1));

        Assert.Equal(0, pace.Free(Start.AddMinutes(1), 0));
    }

    [Fact]
    public void Told_that_it_was_too_fast_it_goes_half_as_fast_and_climbs_back_by_a_tenth_each_clean_ten_seconds()
    {
        var pace = new NumberPace(80, Start);

        pace.TooFast(Start);
        pace.TooFast(Start.AddMilliseconds(200));
        Assert.Equal(40, pace.PerSecond);

        pace.Free(Start.AddSeconds(10), 0);
        Assert.Equal(48, pace.PerSecond, 0.01);
        pace.Free(Start.AddSeconds(60), 0);
        Assert.Equal(80, pace.PerSecond, 0.01);
    }

    /// <summary>Meta's rule, as the contract has it (14), told by what arrives: to one person a message each six seconds, or up to 45 within six that are made up for.</summary>
    [Fact]
    public void Of_what_may_go_to_one_contact_none_is_refused_wherever_between_beginning_and_answer_it_is_counted() =>
        Gen.Select(Gen.Int[1, 400].Array[120], Gen.Int[0, 100].Array[120], Gen.Int[0, 3000].Array[120]).Sample((times, places, pauses) =>
        {
            var (pace, now) = (default(PairPace), Start);
            (DateTimeOffset Burst, DateTimeOffset Free, int Taken) meta = (Start, Start, 0);
            for (var i = 0; i < times.Length; i++)
            {
                now = pace.NextAt(now.AddMilliseconds(i % 9 == 0 ? pauses[i] : 0));
                var answered = now.AddMilliseconds(times[i]);
                var arrived = now + ((answered - now) * places[i] / 100);
                if (arrived >= meta.Free) meta = (arrived, arrived, 0);
                else if (arrived - meta.Burst >= PairPace.Step || meta.Taken >= PairPace.LargestBurst) return false;
                meta = (meta.Burst, meta.Free + PairPace.Step, meta.Taken + 1);
                pace = pace.Sent(now, answered);
                now = answered;
            }
            return true;
        });

    /// <summary>When each arrives, in order of arrival.</summary>
    private static List<DateTimeOffset> Run(int limit, int count, Func<int, TimeSpan> took, Func<int, TimeSpan, TimeSpan> place)
    {
        var (pace, now) = (new NumberPace(limit, Start), Start);
        var answers = new PriorityQueue<long, DateTimeOffset>();
        List<DateTimeOffset> arrivals = [];
        while (arrivals.Count < count)
        {
            while (answers.TryPeek(out var begun, out var at) && at <= now)
            {
                answers.Dequeue();
                pace.End(begun, at);
            }
            for (var free = pace.Free(now, 0); free > 0 && arrivals.Count < count; free--)
            {
                var time = took(arrivals.Count);
                answers.Enqueue(pace.Begin(now), now + time);
                arrivals.Add(now + place(arrivals.Count, time));
            }
            // A timer's tick.
            var next = pace.NextAt(now);
            if (answers.TryPeek(out _, out var answered) && answered < next) next = answered;
            now = next > now ? next : now.AddMilliseconds(1);
        }
        arrivals.Sort();
        return arrivals;
    }

    private static int Busiest(List<DateTimeOffset> arrivals)
    {
        var (busiest, first) = (0, 0);
        for (var last = 0; last < arrivals.Count; last++)
        {
            while (arrivals[last] - arrivals[first] >= TimeSpan.FromSeconds(1)) first++;
            busiest = Math.Max(busiest, last - first + 1);
        }
        return busiest;
    }
}
