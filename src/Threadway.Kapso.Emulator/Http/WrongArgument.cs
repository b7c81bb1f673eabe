namespace Threadway.Kapso.Emulator.Http;

/// <summary>What a caller of this process is told by an exception, and a caller of the control API by 400 and the sentence.</summary>
internal sealed class WrongArgument(string sentence, string argument) : ArgumentException(sentence, argument)
{
    /// <summary>Without what the base class adds of the argument.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>The value between its limits; null is between all of them.</summary>
    public static void CheckRange(string name, int? value, int least, int most = int.MaxValue)
    {
        if (value < least || value > most)
            throw new WrongArgument($"{name} must be {Whole(least, most)}, not {value}", name);
    }

    public static string Whole(int least, int most) =>
        most == int.MaxValue ? $"a whole number of {least} or more" : $"a whole number from {least} to {most}";
}
