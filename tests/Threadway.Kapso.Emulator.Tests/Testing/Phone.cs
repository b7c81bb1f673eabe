namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>A phone's page, as its forms send it.</summary>
internal sealed record Phone(Lab Lab, string Digits)
{
    public async Task<string> PageAsync(string query = "") => (await Lab.GetAsync($"/phones/{Digits}{query}")).Content;

    /// <summary>Sends one of the page's forms: its path after the number, and its fields.</summary>
    public Task<Reply> SubmitAsync(string form, params (string Name, string Value)[] fields) => Lab.SubmitAsync($"/phones/{Digits}{form}", fields);
}
