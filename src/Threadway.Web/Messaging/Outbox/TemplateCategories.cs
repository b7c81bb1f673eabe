using System.Text.Json;
using Threadway.Kapso;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Outbox.Drafts;
using Threadway.Web.Messaging.Sending;
using Threadway.Web.Messaging.Templates;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>What a template is for, by the account's own copy of it: marketing is not for everybody, and a code is of no use later.</summary>
internal sealed class TemplateCategories(TemplateBook templates) : IMarketingTemplates
{
    public async Task<bool> IsMarketingAsync(string? businessAccountId, MessageRow message, CancellationToken cancellationToken)
    {
        var category = await FindAsync(businessAccountId, message.Type, JsonElement.Parse(message.Content), cancellationToken);
        return category is null || category == TemplateCategory.Marketing;
    }

    /// <summary>Null where nobody can tell, and for what is no template.</summary>
    public async Task<TemplateCategory?> FindAsync(string? businessAccountId, string type, JsonElement content, CancellationToken cancellationToken)
    {
        if (type != "template" || businessAccountId is null) return null;
        try
        {
            var copy = await templates.ReadAsync(businessAccountId, suffices: null, cancellationToken);
            var (name, language) = (TemplateCheck.NameOf(content), TemplateCheck.LanguageOf(content));
            return copy.Templates.FirstOrDefault(template => template.Name == name && template.Language == language)?.Category;
        }
        catch (KapsoException)
        {
            return null;
        }
    }
}
