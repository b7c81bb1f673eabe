namespace Threadway.Kapso.Tests.AgainstEmulator.Messages;

public sealed class TemplateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_template_is_pending_until_Meta_approves_it()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var account = await AccountAsync(kapso);

        var submitted = await kapso.Client.Templates.CreateAsync(account, Draft("menu"), Token);
        var meanwhile = await FindAsync(kapso, account, "menu");
        await kapso.ControlAsync(HttpMethod.Post, $"templates/{submitted.Id}/status", """{"status":"APPROVED"}""");
        var approved = await FindAsync(kapso, account, "menu");

        Assert.Equal((TemplateStatus.Pending, TemplateCategory.Utility), (submitted.Status!.Value, submitted.Category!.Value));
        Assert.Equal((submitted.Id, TemplateStatus.Pending), (meanwhile!.Id, meanwhile.Status!.Value));
        Assert.Equal(TemplateStatus.Approved, approved!.Status);
        Assert.Equal("Our menu", Assert.IsType<TemplateBody>(Assert.Single(approved.Components)).Text);
    }

    [Fact]
    public async Task Templates_are_listed_over_several_pages_and_by_each_filter()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var account = await AccountAsync(kapso);
        await kapso.ApprovedTemplateAsync(account, Draft("menu_one"));
        await kapso.Client.Templates.CreateAsync(account, Draft("menu_two"), Token);
        await kapso.Client.Templates.CreateAsync(account, Draft("menu_two", "es"), Token);
        await kapso.Client.Templates.CreateAsync(account, Draft("menu_four") with { Category = TemplateCategory.Marketing }, Token);

        var menus = new TemplateFilter { Name = "menu" };
        Assert.Equal(4, (await ListAsync(menus with { PageSize = 1 })).Distinct().Count());
        Assert.Equal(["menu_one en_US"], await ListAsync(menus with { Status = TemplateStatus.Approved }));
        Assert.Equal(["menu_two es"], await ListAsync(menus with { Language = "es" }));
        Assert.Equal(["menu_four en_US"], await ListAsync(menus with { Category = TemplateCategory.Marketing }));

        async Task<List<string>> ListAsync(TemplateFilter filter) => await kapso.Client.Templates.ListAsync(account, filter, Token)
            .Select(template => $"{template.Name} {template.Language}").ToListAsync(Token);
    }

    [Fact]
    public async Task A_changed_template_has_its_new_words_and_is_reviewed_again()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var account = await AccountAsync(kapso);
        var id = await kapso.ApprovedTemplateAsync(account, Draft("menu"));

        await kapso.Client.Templates.UpdateAsync(
            account, id, new() { Components = [TemplateComponent.Body("The new menu")] }, Token);

        var changed = await FindAsync(kapso, account, "menu");
        Assert.Equal((id, TemplateStatus.Pending), (changed!.Id, changed.Status!.Value));
        Assert.Equal("The new menu", Assert.IsType<TemplateBody>(Assert.Single(changed.Components)).Text);
    }

    [Fact]
    public async Task A_template_is_deleted_in_one_language_by_id_and_in_all_by_name()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var account = await AccountAsync(kapso);
        foreach (var language in new[] { "en_US", "es", "pt_BR" })
            await kapso.Client.Templates.CreateAsync(account, Draft("menu", language), Token);

        await kapso.Client.Templates.DeleteByIdAsync(account, (await FindAsync(kapso, account, "menu"))!.Id, Token);
        var left = await LanguagesAsync();
        await kapso.Client.Templates.DeleteAsync(account, "menu", Token);

        Assert.Equal(["es", "pt_BR"], left.Order());
        Assert.Empty(await LanguagesAsync());

        async Task<List<string?>> LanguagesAsync() => await kapso.Client.Templates.ListAsync(account, new() { Name = "menu" }, Token)
            .Select(template => template.Language).ToListAsync(Token);
    }

    private static TemplateDraft Draft(string name, string language = "en_US") => new()
    {
        Name = name,
        Language = language,
        Category = TemplateCategory.Utility,
        Components = [TemplateComponent.Body("Our menu")],
    };

    private static async Task<string> AccountAsync(EmulatedKapso kapso) => (await kapso.ConnectAsync()).BusinessAccountId!;

    private static Task<Template?> FindAsync(EmulatedKapso kapso, string account, string name) =>
        kapso.Client.Templates.FindAsync(account, name, "en_US", Token);
}
