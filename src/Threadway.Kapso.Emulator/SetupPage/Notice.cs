using Threadway.Kapso.Emulator.Layout;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>A short page in place of the form; without an address there is no way on.</summary>
internal sealed record Notice(SetupTexts Texts, string Theme, string Title, string Text, string? Address, string Button)
{
    public Page ToPage() => Texts.Page(Title, Theme, new SetupPage_Notice { Model = this }.Render());
}
