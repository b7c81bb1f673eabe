namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>The paths of the phone's few pictures; what they mean is said beside them.</summary>
internal static class Icon
{
    public const string Back = "M15 5l-7 7 7 7";
    public const string Reply = "M9 7L4 12l5 5M4 12h9a7 7 0 0 1 7 7";
    public const string React = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9 10h.01M15 10h.01M8.5 14.5a4 4 0 0 0 7 0";
    public const string Attach = "M12 5v14M5 12h14";
    public const string Send = "M4 12l16-8-6 16-3-7-7-1Z";
    public const string Close = "M6 6l12 12M18 6L6 18";
    public const string Place = "M12 21s7-6.5 7-11a7 7 0 1 0-14 0c0 4.5 7 11 7 11ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z";
    public const string File = "M6 3h8l4 4v14H6ZM14 3v4h4";
    public const string List = "M5 7h14M5 12h14M5 17h14";
    public const string Call = "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2Z";
    public const string Clock = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 2";
    public const string Edit = "M4 20h4L19 9l-4-4L4 16Z";
    public const string OneTick = "M5 13l4 4L19 7";
    public const string TwoTicks = "M1 12.5L5.5 17 14.5 7M11 16l1 1L22 7";
}
