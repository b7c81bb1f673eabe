using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Markup that is safe to send: whatever is put into it is escaped, unless it is markup itself.</summary>
internal readonly struct Html(string markup)
{
    public static readonly Html Empty = new("");

    public static Html Of(HtmlHandler content) => new(content.ToString());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> show) => new(string.Concat(items.Select(item => show(item).ToString())));

    public override string ToString() => markup;
}

[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => text.Append(markup);

    public void AppendFormatted(Html markup) => text.Append(markup.ToString());

    public void AppendFormatted(string? value) => text.Append(value is null ? null : Encoder.Encode(value));

    public void AppendFormatted(int value) => text.Append(value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
