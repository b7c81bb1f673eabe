using Microsoft.AspNetCore.Html;
using RazorSlices;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Layout;

/// <summary>Markup with the pieces that many pages share.</summary>
internal abstract class Slice<T> : RazorSlice<T>
{
    protected ValueTask<HtmlString> Chip(string text, Tone tone = Tone.Plain) => RenderPartialAsync(new Layout_Chip { Model = new Chip(text, tone) });

    protected ValueTask<HtmlString> Chip((string Text, Tone Tone) chip) => Chip(chip.Text, chip.Tone);

    protected ValueTask<HtmlString> When(DateTimeOffset at) => RenderPartialAsync(new Layout_When { Model = at });

    /// <summary>Text of the wire, to read and to copy.</summary>
    protected ValueTask<HtmlString> Code(string label, string text) => RenderPartialAsync(new Layout_Code { Model = new Code(label, text) });

    /// <summary>An id in one piece, with what it is the id of.</summary>
    protected ValueTask<HtmlString> Id(string name, string value) => RenderPartialAsync(new Layout_Id { Model = new Id(name, value) });

    protected ValueTask<HtmlString> NumberChips(PhoneNumber number) => RenderPartialAsync(new Layout_NumberChips { Model = number });

    /// <summary>A list with a name: its rows carry ids, so that the script can tell new ones from old. One that folds shows its first rows where there is little room.</summary>
    protected ValueTask<HtmlString> Panel(string id, string title, long total, IEnumerable<RazorSlice> rows, string none, More? more = null, bool folds = false) =>
        RenderPartialAsync(new Layout_Panel { Model = new Panel(id, title, total, [.. rows], none, more, folds) });
}

internal sealed record Chip(string Text, Tone Tone);

internal sealed record Code(string Label, string Text);

internal sealed record Id(string Name, string Value);

internal sealed record Panel(string Id, string Title, long Total, IReadOnlyList<RazorSlice> Rows, string None, More? More, bool Folds);

/// <summary>What a panel leaves out, and where it is.</summary>
internal sealed record More(string Text, string? Address = null);

/// <summary>What a chip's colour says besides its word.</summary>
internal enum Tone
{
    Plain,
    Good,
    Bad,
    Wait,
    Note,
}
