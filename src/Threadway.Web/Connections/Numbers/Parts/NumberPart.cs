namespace Threadway.Web.Connections.Numbers.Parts;

/// <summary>Where other rooms may show something of a number.</summary>
public enum NumberPlace
{
    /// <summary>A section of the number's own page.</summary>
    Page,

    /// <summary>Beside what one does next with a number that was just connected.</summary>
    Next,
}

/// <summary>What another room shows of a number, so that this one need not know it: a component with a <see cref="ConnectionView"/> as its <c>Connection</c>.</summary>
internal sealed record NumberPart(NumberPlace Place, Type Component);
