using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Components;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Tests;

/// <summary>What review forgets.</summary>
public sealed partial class ConventionTests(SharedApp shared)
{
    /// <summary>Open to everybody, each for a reason: it is how one gets in, how Kapso calls, or a page that shows nothing of anybody's.</summary>
    private static readonly string[] Open =
    [
        "/api/auth/code", "/api/auth/code/{id}", "/api/auth/sign-in", "/api/webhooks/kapso", "/api/webhooks/kapso/success", "/api/webhooks/kapso/failed",
    ];

    private static IEnumerable<string> StopReasons =>
        StopReason().Matches(File.ReadAllText(Repository.PathOf("src", "Threadway.Web", "Connections", "Setup", "ContinueEndpoint.cs")))
            .Select(match => match.Groups["reason"].Value)
            // Any other word has the general sentence.
            .Select(reason => reason == "unknown" ? "other" : reason);

    private IReadOnlyList<RouteEndpoint> Api =>
    [
        .. shared.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_call_of_the_API_has_an_operation_id()
    {
        string[] redirects = ["/api/webhooks/kapso/success", "/api/webhooks/kapso/failed"];
        var names = Api.Where(endpoint => !redirects.Contains(endpoint.RoutePattern.RawText))
            .Select(endpoint => (endpoint.RoutePattern.RawText, endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName))
            .ToList();

        Assert.All(names, name => Assert.False(string.IsNullOrEmpty(name.EndpointName), name.RawText));
        string[] original =
        [
            "requestSignInCode", "signIn", "signOut", "createWhatsAppSetupLink", "getWhatsAppConnectionStatus", "hasKapsoCustomer",
            "watchWhatsAppConnection", "listWhatsAppConnections", "disconnectWhatsApp", "reconnectWhatsApp",
            "getMessage", "listMessages", "listConversations", "getConversation", "markConversationRead", "watchMessages",
        ];
        Assert.Empty(original.Except(names.Select(name => name.EndpointName)));
    }

    [Fact]
    public void Every_call_of_the_API_asks_for_a_session_or_is_on_the_list_of_open_ones() =>
        Assert.All(Api, endpoint => Assert.True(
            (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                || Open.Contains(endpoint.RoutePattern.RawText),
            endpoint.RoutePattern.RawText));

    [Fact]
    public void Every_problem_code_is_explained()
    {
        var explained = File.ReadAllText(Repository.PathOf("docs", "errors.md"));

        var codes = Directory.EnumerateFiles(Repository.PathOf("src", "Threadway.Web"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => ProblemCode().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["code"].Value)
            .ToHashSet();

        // One of each way to raise it: a way that is not seen any more would explain nothing.
        Assert.Superset(new HashSet<string> { "connection_not_found", "too_many_code_requests", "kapso_setup_link_creation_failed", "busy", "kapso_number_still_there", "not_json", "invalid_cursor", "queue_full", "template_unknown", "send_at_invalid", "message_too_large", "caption_too_long", "kapso_upload_failed" }, codes);
        Assert.All(codes, code => Assert.Contains($"`{code}`", explained, StringComparison.Ordinal));
    }

    [Fact]
    public void English_and_Spanish_say_the_same_things()
    {
        var (english, spanish) = (Texts("Text.resx"), Texts("Text.es.resx"));

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), spanish.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Placeholders(text.Value), Placeholders(spanish[text.Key])));
        Assert.All(spanish, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Every_light_every_fact_and_every_way_a_setup_stops_has_its_words()
    {
        var texts = Texts("Text.resx");

        string[] keys =
        [
            .. Enum.GetNames<LightReason>().SelectMany(reason => (string[])[$"Light.{reason}", $"Light.{reason}.Word"]),
            // What worries says also what to do.
            .. Enum.GetValues<LightReason>().Where(reason => reason.Color() is LightColor.Amber or LightColor.Red).Select(reason => $"Light.{reason}.Next"),
            .. Enum.GetNames<Fact>().Select(fact => $"Fact.{fact}"),
            .. Enum.GetNames<Witness>().Select(witness => $"Witness.{witness}"),
            .. StopReasons.SelectMany(reason => (string[])[$"Stopped.{reason}.Title", $"Stopped.{reason}.Sentence", $"Stopped.{reason}.Next"]),
        ];

        Assert.All(keys, key => Assert.False(string.IsNullOrWhiteSpace(texts.GetValueOrDefault(key)), $"{key} has no words"));
    }

    [Fact]
    public void There_is_one_kind_of_button_of_notice_and_of_busy_bar()
    {
        var used = Directory.EnumerateFiles(Repository.PathOf("src", "Threadway.Web"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Widget().Matches(File.ReadAllText(file)).Select(match => $"{match.Groups["tag"].Value} in {Path.GetFileName(file)}"))
            .Distinct();

        // The banner is no notice of a page's: it stands above all of them.
        Assert.Equal(
            [
                "MudAlert in EmulatorBanner.razor", "MudAlert in Notice.razor", "MudButton in ActionButton.razor", "MudProgressCircular in ActionButton.razor", "MudProgressLinear in BusyBar.razor",
            ],
            used.Order(StringComparer.Ordinal));
    }

    /// <summary>Otherwise its middle is empty for a moment where reading takes one.</summary>
    [Fact]
    public void Every_live_page_hands_what_it_shows_to_its_live_self()
    {
        var pages = typeof(LivePage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LivePage)) && !type.IsAbstract).ToList();

        Assert.True(pages.Count >= 4, "The live pages were not found.");
        Assert.All(pages, page => Assert.Contains(page.GetProperties(), property => property.GetCustomAttribute<PersistentStateAttribute>() is not null));
    }

    [Fact]
    public void What_is_published_holds_none_of_the_emulator()
    {
        var release = typeof(ThreadwayDb).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration == "Release";
        Assert.SkipUnless(release, "Only a Release build is published; CI tests one.");

        Assert.DoesNotContain(typeof(ThreadwayDb).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "Threadway.Kapso.Emulator");
    }

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Repository.PathOf("src", "Threadway.Web", "Resources", file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex("""(?:Problems\.Of\(\s*[\w.]+,|TooMany\(context,|Refused\()\s*"(?<code>[a-z_]+)"|UnavailableException\("(?<code>[a-z_]+)"|(?:MessageRefusal\(\s*[\w.]+,|KapsoProblems\.Of\(context, [\w.]+,|\.As\(|Refusal\(|Required\(\w+,|Text\(\w+,)\s*"(?<code>[a-z_]+)"|Unfinished\(phoneNumberId, "(?<code>[a-z_]+)"|code: "(?<code>[a-z_]+)"|"(?<code>invalid_request|not_found|method_not_allowed|not_json|request_refused)[^a-z_]""")]
    private static partial Regex ProblemCode();

    [GeneratedRegex(@"<(?<tag>MudButton|MudIconButton|MudFab|button|MudAlert|MudProgress\w+|progress)\b")]
    private static partial Regex Widget();

    [GeneratedRegex("reason=(?<reason>[a-z]+)")]
    private static partial Regex StopReason();

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();
}
