using System.Text.Json;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Storage;

namespace Threadway.Kapso.Emulator;

/// <summary>Message templates, and what Meta's review says of them.</summary>
public sealed class TemplatesControl
{
    private readonly World world;
    private readonly EmulatorClock clock;

    internal TemplatesControl(World world, EmulatorClock clock) => (this.world, this.clock) = (world, clock);

    /// <summary>All templates of all business accounts, oldest first.</summary>
    public IReadOnlyList<EmulatedTemplate> All => world.Read(state =>
    {
        state.Templates.ForEach(template => template.Settle(clock.GetUtcNow()));
        return state.Templates.ConvertAll(EmulatedTemplate.Of);
    });

    /// <summary>Creates a template in the business account of a number, as the API does.</summary>
    /// <param name="number">Meta's id of the number, or the number itself.</param>
    /// <param name="template">The template; approved unless it says otherwise.</param>
    /// <exception cref="ArgumentException">Meta would not take it; the message names the field.</exception>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public EmulatedTemplate Add(string number, TemplateSeed template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return world.Change(state => EmulatedTemplate.Of(
            Planting.Template(state, Known.Number(state, number).BusinessAccountId, template, clock.GetUtcNow())));
    }

    /// <summary>What Meta's review says of a template, at once.</summary>
    /// <param name="template">Its id; or its name, which stands for the template in all its languages.</param>
    /// <param name="status">The status.</param>
    /// <exception cref="KapsoEmulatorException">There is no such template; the message names those that there are.</exception>
    public void SetStatus(string template, TemplateReview status) => world.Change(state =>
    {
        var found = state.Templates.FindAll(one => one.Id == template);
        if (found.Count == 0)
            found = state.Templates.FindAll(one => one.Name == template);
        if (found.Count == 0)
            throw Known.Missing("template", template, state.Templates.Select(one => $"{one.Id} ({one.Name} in {one.Language})"));
        // A review that goes on goes on from now.
        var now = clock.GetUtcNow();
        found.ForEach(one => (one.Status, one.ChangedAt) = (TemplateReviews.Word(status), now));
    });
}

/// <summary>A template, as it stood when it was looked at.</summary>
/// <param name="Id">Meta's id.</param>
/// <param name="BusinessAccountId">Meta's id of the account that it belongs to.</param>
/// <param name="Name">The name that it is sent by.</param>
/// <param name="Language">For example <c>en_US</c>.</param>
/// <param name="Category"><c>AUTHENTICATION</c>, <c>MARKETING</c> or <c>UTILITY</c>.</param>
/// <param name="Status">What Meta's review said.</param>
/// <param name="Components">Meta's own array (contract 13.2).</param>
public sealed record EmulatedTemplate(
    string Id, string BusinessAccountId, string Name, string Language, string Category, TemplateReview Status, JsonElement Components)
{
    internal static EmulatedTemplate Of(Template template) => new(
        template.Id,
        template.BusinessAccountId,
        template.Name,
        template.Language,
        template.Category,
        TemplateReviews.Of(template.Status),
        JsonElement.Parse(Answer.Text(template.Components)));
}
