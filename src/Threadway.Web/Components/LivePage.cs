namespace Threadway.Web.Components;

/// <summary>
/// A page, or a part of one, that shows what is true now. It is drawn before it is live as well, and hands what it shows to its live self,
/// so that it does not blink. What appears on a press alone, in a dialog, is <see cref="LiveContent"/>.
/// </summary>
public abstract class LivePage : LiveContent;
