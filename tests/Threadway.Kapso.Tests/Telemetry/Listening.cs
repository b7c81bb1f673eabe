using System.Diagnostics;
using System.Diagnostics.Metrics;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Telemetry;

/// <summary>Hears what the SDK tells about one made-up server, which no other test talks to.</summary>
internal sealed class Listening : IDisposable
{
    private readonly string host = $"{Guid.NewGuid():N}.example";
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    public Listening()
    {
        activities = new()
        {
            ShouldListenTo = source => source.Name == KapsoTelemetry.ActivitySourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("server.address") as string == host)
                    Spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(activities);

        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == KapsoTelemetry.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        meters.Start();
    }

    public List<Activity> Spans { get; } = [];

    public List<Measurement> Measurements { get; } = [];

    public Activity Span => Assert.Single(Spans);

    public Uri Server => new($"https://{host}");

    public KapsoOptions Options() => new() { ApiKey = "test-key", BaseUrl = Server };

    public KapsoClient Client(ScriptedKapso kapso) => new(new HttpClient(kapso), Options());

    public IEnumerable<Measurement> Of(string instrument) => Measurements.Where(one => one.Instrument == instrument);

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
    }

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var told = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
        if (told.GetValueOrDefault("server.address") as string == host)
            Measurements.Add(new(instrument.Name, instrument.Unit, value, told));
    }
}

internal sealed record Measurement(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);
