namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Who has to make up for what Kapso could not deliver: registered, never called by name.</summary>
internal interface IReceivingAgain
{
    /// <summary>Our webhook of this number was missing or broken until now, or is there for the first time. Does not wait for anything.</summary>
    void Tell(string phoneNumberId);
}
