using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>Back to the start, but for the clock, which only goes forward.</summary>
internal sealed class ResetControl(
    World world,
    EventBuffers buffers,
    SendingRates rates,
    RequestLog requests,
    RuleBook<FailureRule> failures,
    RuleBook<DeliveryRule> deliveryRules)
{
    public void Reset()
    {
        world.Reset();
        rates.Reset();
        buffers.Clear();
        requests.Clear();
        failures.Clear();
        deliveryRules.Clear();
    }
}
