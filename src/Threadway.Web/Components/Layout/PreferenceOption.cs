namespace Threadway.Web.Components.Layout;

public sealed record PreferenceOption(string Value, string Label);
