using Microsoft.AspNetCore.Html;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.Phones;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>Markup with the pieces that a phone's parts share.</summary>
internal abstract class PhoneSlice<T> : Slice<T>
{
    protected ValueTask<HtmlString> Picture(string path) => RenderPartialAsync(new Bubbles_Picture { Model = path });

    protected ValueTask<HtmlString> Avatar(PhoneChat chat) => RenderPartialAsync(new Bubbles_Avatar { Model = chat });

    /// <summary>Something that is more than words, with a picture and what it is.</summary>
    protected ValueTask<HtmlString> Piece(string icon, string title, string? detail) =>
        RenderPartialAsync(new Bubbles_Piece { Model = new Piece(icon, title, detail) });

    protected ValueTask<HtmlString> Link(string? url, string text) => RenderPartialAsync(new Bubbles_Link { Model = new Link(url, text) });

    /// <summary>Bogotá, until somebody types another place.</summary>
    protected ValueTask<HtmlString> PlaceFields() => RenderPartialAsync(new Bubbles_PlaceFields());
}

internal sealed record Piece(string Icon, string Title, string? Detail);

internal sealed record Link(string? Url, string Text);

/// <summary>One card of a carousel: the kind of its header, its words, and those of its buttons.</summary>
internal sealed record Card(string? Header, string Text, IReadOnlyList<string> Buttons);
