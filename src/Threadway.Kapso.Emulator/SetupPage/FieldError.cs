namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>A field that was filled in wrongly: its name in the form, what the page calls it, and what to do.</summary>
internal sealed record FieldError(string Field, string Label, string Message);
