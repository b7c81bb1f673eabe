using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Html;
using Threadway.Kapso.Emulator.Layout;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>
/// The page's words in one language, from <c>Texts/{code}.json</c>. A file that lacks one of them, or has one too many,
/// is not read: so all languages say the same. Where there is <c>{0}</c>, <see cref="Around"/> finds room for a value.
/// </summary>
internal sealed record SetupTexts
{
    /// <summary>The languages of a link (contract 4.2), English first because it stands in for all others.</summary>
    public static readonly string[] Codes = ["en", "es", "pt", "hi", "id", "ar"];

    [JsonIgnore]
    public string Code { get; private init; } = "";

    [JsonIgnore]
    public bool IsRightToLeft => Code == "ar";

    public required string Title { get; init; }
    public required string ReconnectTitle { get; init; }
    public required string Lead { get; init; }
    public required string Emulated { get; init; }
    public required string ConnectionType { get; init; }
    public required string HowToConnect { get; init; }
    public required string OnlyType { get; init; }
    public required string Coexistence { get; init; }
    public required string CoexistenceHint { get; init; }
    public required string Dedicated { get; init; }
    public required string DedicatedHint { get; init; }
    public required string Account { get; init; }
    public required string WhichAccount { get; init; }
    public required string OtherAccount { get; init; }
    public required string OtherAccountHint { get; init; }
    public required string PhoneNumber { get; init; }
    public required string PhoneNumberHint { get; init; }
    public required string BusinessName { get; init; }
    public required string BusinessNameHint { get; init; }
    public required string NewNumber { get; init; }
    public required string WhichNumber { get; init; }
    public required string AreaCode { get; init; }
    public required string NoNumberThere { get; init; }
    public required string ReconnectNumber { get; init; }
    public required string SameNumber { get; init; }
    public required string DifferentNumber { get; init; }
    public required string DifferentNumberHint { get; init; }
    public required string Connect { get; init; }
    public required string CheckFields { get; init; }
    public required string NumberMissing { get; init; }
    public required string NumberWrong { get; init; }
    public required string ChooseOne { get; init; }
    public required string LastAttemptFailed { get; init; }
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

    /// <summary>By code of contract 5.</summary>
    public required Dictionary<string, string> Failures { get; init; }

    /// <summary>By ISO code, each one where a number can be provisioned.</summary>
    public required Dictionary<string, string> Countries { get; init; }

    // Last, because it reads the fields above.
    public static readonly SetupTexts[] All = [.. Codes.Select(Load)];

    /// <summary>The link's language; without one, the browser's first that is there; English in the end.</summary>
    public static SetupTexts For(string? language, HttpRequest request)
    {
        var wanted = language is not null
            ? [language]
            : request.GetTypedHeaders().AcceptLanguage
                .Where(one => one.Quality is not 0)
                .OrderByDescending(one => one.Quality ?? 1)
                .Select(one => one.Value.Value ?? "");
        return wanted.Select(OfTag).FirstOrDefault(texts => texts is not null) ?? All[0];
    }

    /// <summary>What stands before and after the value.</summary>
    public static (string Before, string After) Around(string text)
    {
        var parts = text.Split("{0}");
        return (parts[0], parts[1]);
    }

    public Page Page(string title, string theme, HtmlString body) => new(title, body)
    {
        Language = Code,
        IsRightToLeft = IsRightToLeft,
        BodyClass = "setup",
        Style = "setup.css",
        Theme = theme,
    };

    /// <summary><c>pt-BR</c> is Portuguese; <c>hil</c> is not Hindi.</summary>
    private static SetupTexts? OfTag(string tag) =>
        Array.Find(All, texts => texts.Code.Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    private static SetupTexts Load(string code)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"setup.{code}.json")!;
        return JsonSerializer.Deserialize(file, SetupTextsJson.Default.SetupTexts)! with { Code = code };
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SetupTexts))]
internal sealed partial class SetupTextsJson : JsonSerializerContext;
