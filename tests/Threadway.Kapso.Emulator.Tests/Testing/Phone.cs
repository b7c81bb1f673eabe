namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>A phone's page, as its forms send it.</summary>
internal sealed record Phone(Lab Lab, string Digits)
{
    public async Task<string> PageAsync(string query = "") => (await Lab.GetAsync($"/phones/{Digits}{query}")).Content;

    /// <summary>Sends one of the page's forms: its path after the number, and its fields.</summary>
    public async Task<Reply> SubmitAsync(string form, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await Lab.Http.PostAsync(new Uri($"/phones/{Digits}{form}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(answer);
    }
}
