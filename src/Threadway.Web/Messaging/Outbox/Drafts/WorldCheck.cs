using System.Text.Json;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Messaging.Media;
using Threadway.Web.Messaging.Templates;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>
/// What of a message can only be said by looking: at the number, at its account's templates, at the files that were uploaded. Where
/// Kapso cannot be asked the message passes: sending it will tell.
/// </summary>
internal sealed class WorldCheck(TemplateBook templates, KnownMedia media)
{
    public async Task<MessageRefusal?> CheckAsync(Connection connection, MessageDraft draft, CancellationToken cancellationToken)
    {
        if (draft.To.Digits is { } digits && digits == connection.Digits)
            return new MessageRefusal(StatusCodes.Status422UnprocessableEntity, "recipient_is_sender", "to", "A number cannot write to itself: give another recipient.");

        using var work = KapsoWork.Begin(KapsoPriority.Program, connection.UserId);
        return (draft.Type == "template" ? await CheckTemplateAsync(connection, draft.Content, cancellationToken) : null)
            ?? await CheckMediaAsync(connection, draft, cancellationToken);
    }

    private async Task<MessageRefusal?> CheckTemplateAsync(Connection connection, JsonElement content, CancellationToken cancellationToken)
    {
        if (TemplateCheck.CheckTexts(content) is { } broken) return broken;
        if (connection.BusinessAccountId is not { } account) return null;

        var (name, language) = (TemplateCheck.NameOf(content), TemplateCheck.LanguageOf(content));
        try
        {
            // One that waits for Meta in the copy may be approved by now.
            var copy = await templates.ReadAsync(
                account,
                copy => copy.Templates.Any(template => template.Name == name && template.Language == language && template.Status == TemplateStatus.Approved),
                cancellationToken);
            return TemplateCheck.Check(content, copy);
        }
        catch (KapsoException)
        {
            return null;
        }
    }

    private async Task<MessageRefusal?> CheckMediaAsync(Connection connection, MessageDraft draft, CancellationToken cancellationToken)
    {
        foreach (var (kind, file) in DraftFiles.Of(draft))
        {
            if (file["id"].Text() is not { } id) continue;
            var known = await media.FindAsync(connection, id, cancellationToken);
            if (known.IsUnknown) file["id"].As("media_unknown").Refuse($"{file["id"].Path} is no file of this number at Meta, which keeps files for 30 days: upload it again.");
            else if (known.Row is { } row) CheckFile(kind, row, file);
            if (file.Found is { } refusal) return refusal;
        }
        return null;
    }

    private static void CheckFile(string kind, UploadedMediaRow row, Field file)
    {
        var limits = MediaLimits.Of(kind);
        if (!limits.Takes(row.ContentType))
            file["id"].As("media_type_not_supported").Refuse($"The file is {row.ContentType}, which cannot be sent as {kind}. {limits.InWords}");
        else if (row.Size > limits.Most)
            file["id"].As("media_too_large").Refuse($"The file has {row.Size} bytes, too many for {kind}. {limits.InWords}");
        else if (kind == "audio" && file["voice"].Flag() && MediaLimits.Plain(row.ContentType) != FileType.OggOpus.Plain)
            file["voice"].As("media_type_not_supported").Refuse($"{file["voice"].Path} is true, and the file is {row.ContentType}: a voice message is OGG with Opus.");
    }
}
