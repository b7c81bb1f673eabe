namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The page's words in one language. To add a language, add a row to <see cref="All"/>.</summary>
internal sealed record SetupTexts
{
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required string ReconnectTitle { get; init; }

    /// <summary>{0} is the customer's name.</summary>
    public required string Lead { get; init; }

    public required string Emulated { get; init; }
    public required string HowToConnect { get; init; }
    public required string Coexistence { get; init; }
    public required string CoexistenceHint { get; init; }
    public required string Dedicated { get; init; }
    public required string DedicatedHint { get; init; }
    public required string OnlyType { get; init; }
    public required string WhichAccount { get; init; }
    public required string OtherAccount { get; init; }
    public required string OtherAccountHint { get; init; }
    public required string BusinessName { get; init; }
    public required string PhoneNumber { get; init; }
    public required string PhoneNumberHint { get; init; }
    public required string WhichNumber { get; init; }
    public required string NoNumberThere { get; init; }
    public required string ReconnectNumber { get; init; }
    public required string SameNumber { get; init; }
    public required string DifferentNumber { get; init; }
    public required string DifferentNumberHint { get; init; }
    public required string Connect { get; init; }
    public required string GoesWrong { get; init; }
    public required string WhatGoesWrong { get; init; }
    public required string FailButton { get; init; }
    public required string Leave { get; init; }
    public required string LeftTitle { get; init; }
    public required string LeftText { get; init; }
    public required string OpenAgain { get; init; }
    public required string DoneTitle { get; init; }
    public required string DoneText { get; init; }
    public required string FailedTitle { get; init; }
    public required string TryAgain { get; init; }
    public required string GoBack { get; init; }
    public required string ExpiredTitle { get; init; }
    public required string ExpiredText { get; init; }
    public required string UsedTitle { get; init; }
    public required string UsedText { get; init; }
    public required string RevokedTitle { get; init; }
    public required string RevokedText { get; init; }
    public required string UnknownTitle { get; init; }
    public required string UnknownText { get; init; }
    public required string NumberMissing { get; init; }
    public required IReadOnlyDictionary<string, string> Failures { get; init; }

    public static readonly SetupTexts[] All = [SetupTextsInEnglish.Texts, SetupTextsInSpanish.Texts];

    /// <summary>The link's language; without one, the browser's first that is there; English in the end.</summary>
    public static SetupTexts For(string? language, HttpRequest request)
    {
        var wanted = language is not null
            ? [language]
            : request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value ?? "");
        return wanted
            .Select(tag => Array.Find(All, texts => tag.StartsWith(texts.Code, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(texts => texts is not null) ?? All[0];
    }
}
