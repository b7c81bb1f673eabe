using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>The phones at the other end: one for every number there is.</summary>
public sealed class PhonesControl
{
    private readonly Func<string, PhoneControl> open;

    internal PhonesControl(World world, Person person, Marketing marketing, StatusReports reports, MediaStore store, WebhookSender webhooks, EmulatorClock clock) =>
        open = digits => new PhoneControl(digits, world, person, marketing, reports, store, webhooks, clock);

    /// <summary>Somebody's phone.</summary>
    /// <param name="number">In international form, however it is written: <c>+57 300 123 4567</c>, <c>573001234567</c>.</param>
    /// <exception cref="ArgumentException">That is not a phone number.</exception>
    public PhoneControl this[string number] => open(Control.Known.Person(number, nameof(number)));
}
