namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Who has to make up for what Kapso could not deliver: registered, never called by name.</summary>
internal interface IReceivingAgain
{
    /// <summary>Our webhook of this number, which was heard before, was missing or broken until now. Does not wait for anything.</summary>
    void Tell(string phoneNumberId);
}
