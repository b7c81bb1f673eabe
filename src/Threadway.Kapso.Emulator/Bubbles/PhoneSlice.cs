using Microsoft.AspNetCore.Html;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.Phones;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>Markup with the pieces that a phone's parts share.</summary>
internal abstract class PhoneSlice<T> : Slice<T>
{
    protected ValueTask<HtmlString> Picture(string path) => RenderPartialAsync(new Bubbles_Picture { Model = path });

    protected ValueTask<HtmlString> Avatar(PhoneChat chat) => RenderPartialAsync(new Bubbles_Avatar { Model = chat });

    /// <summary>Bogotá, until somebody types another place.</summary>
    protected ValueTask<HtmlString> PlaceFields() => RenderPartialAsync(new Bubbles_PlaceFields());
}
