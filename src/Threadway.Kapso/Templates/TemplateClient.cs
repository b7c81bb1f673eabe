using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Message templates of a WhatsApp Business account (Meta's API through Kapso), named by <see cref="PhoneNumber.BusinessAccountId"/>.
/// Every call throws <see cref="KapsoException"/> when it fails.
/// </summary>
public sealed class TemplateClient
{
    private readonly KapsoTransport transport;
    private readonly string graphVersion;

    internal TemplateClient(KapsoTransport transport, string graphVersion) =>
        (this.transport, this.graphVersion) = (transport, graphVersion);

    /// <summary>Lists templates, fetching pages as they are enumerated.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no number on such an account.</exception>
    public IAsyncEnumerable<Template> ListAsync(
        string businessAccountId, TemplateFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListByCursorAsync(
            "kapso.templates.list",
            TemplatesOf(businessAccountId),
            new Query()
                .With("name", filter?.Name)
                .With("status", filter?.Status?.Value)
                .With("category", filter?.Category?.Value)
                .With("language", filter?.Language)
                .With("limit", filter?.PageSize),
            KapsoJson.Default.CursorPageOfTemplate,
            Paging.OfProxy,
            cancellationToken);

    /// <summary>
    /// Finds a template by name and language, or <see langword="null"/>. There is no call for one: this goes through the list.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no number on such an account.</exception>
    public async Task<Template?> FindAsync(
        string businessAccountId, string name, string language, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(language);

        var candidates = ListAsync(businessAccountId, new() { Name = name, Language = language }, cancellationToken);
        await foreach (var template in candidates.ConfigureAwait(false))
        {
            if (template.Name == name && template.Language == language)
                return template;
        }

        return null;
    }

    /// <summary>Submits a template. Meta looks at it for minutes to days; until then it cannot be sent.</summary>
    /// <exception cref="KapsoValidationException">Meta refused its form.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the template may exist.</exception>
    public Task<SubmittedTemplate> CreateAsync(
        string businessAccountId, TemplateDraft template, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);

        return transport.SendAsync(
            KapsoCall.Post(
                "kapso.templates.create",
                TemplatesOf(businessAccountId),
                JsonBody.Of(template, KapsoJson.Default.TemplateDraft)),
            KapsoJson.Default.SubmittedTemplate,
            cancellationToken);
    }

    /// <summary>Changes a template in one language. Meta looks at it again.</summary>
    /// <exception cref="KapsoValidationException">Meta refused the change.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the change may be in.</exception>
    public Task UpdateAsync(
        string businessAccountId, string templateId, TemplateChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);

        var body = JsonBody.Of(change, KapsoJson.Default.TemplateChange);
        var call = KapsoCall.Post("kapso.templates.update", TemplatesOf(businessAccountId), body);
        return transport.SendAsync(call with { Query = QueryOf("hsm_id", templateId) }, cancellationToken);
    }

    /// <summary>Deletes a template in all its languages.</summary>
    /// <exception cref="KapsoException">There is no such template.</exception>
    public Task DeleteAsync(string businessAccountId, string name, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Delete("kapso.templates.delete", TemplatesOf(businessAccountId), QueryOf("name", name)), cancellationToken);

    /// <summary>Deletes a template in one language, by Meta's id.</summary>
    /// <exception cref="KapsoException">There is no such template.</exception>
    public Task DeleteByIdAsync(string businessAccountId, string templateId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Delete("kapso.templates.delete_by_id", TemplatesOf(businessAccountId), QueryOf("hsm_id", templateId)),
            cancellationToken);

    private KapsoPath TemplatesOf(string businessAccountId) => KapsoPath.Meta(graphVersion, $"{businessAccountId}/message_templates");

    private static string QueryOf(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return new Query().With(name, value).ToString();
    }
}
