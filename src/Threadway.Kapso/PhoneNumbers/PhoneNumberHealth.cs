using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>What Kapso found when it looked a number over (Kapso Platform: phone number health).</summary>
public sealed record PhoneNumberHealth
{
    private readonly Kept raw;

    /// <summary>The overall result.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>When Kapso looked; results are cached for 3 minutes.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Until when the result is frozen after repeated access errors: a date, not a duration.</summary>
    public DateTimeOffset? RetryAfter { get; init; }

    /// <summary>Why the check itself failed.</summary>
    public string? Error { get; init; }

    /// <summary>The single checks by name, for example <c>phone_number_connection</c>; empty when Kapso gave none.</summary>
    [AllowNull]
    [JsonConverter(typeof(HealthChecksConverter))]
    public IReadOnlyDictionary<string, HealthCheck> Checks
    {
        get => field ?? HealthChecksConverter.None;
        init;
    }

    /// <summary>Whether Meta says that the number is connected; <see langword="null"/> when it was not checked or is not known.</summary>
    [JsonIgnore]
    public bool? IsConnected => Details("phone_number_connection")?.Text("status") switch
    {
        "CONNECTED" => true,
        "DISCONNECTED" => false,
        _ => null,
    };

    /// <summary>Whether Meta refuses the number's token (code 190): the customer must go through a reconnect link.</summary>
    [JsonIgnore]
    public bool HasDeadToken => HealthErrors.NamesCode(Check("phone_number_access")?.Error, "190");

    /// <summary>
    /// Whether messages go out, in Meta's word: <c>AVAILABLE</c>, <c>LIMITED</c>, <c>BLOCKED</c>; <see langword="null"/> when not
    /// checked.
    /// </summary>
    [JsonIgnore]
    public string? MessagingStatus => Check("messaging_health")?.OverallStatus;

    /// <summary>What hinders messages, as Meta explains it.</summary>
    [JsonIgnore]
    public IReadOnlyList<HealthProblem> MessagingProblems =>
    [
        .. from entity in Details("messaging_health")?.Items("entities") ?? []
           from error in entity.Items("errors")
           select new HealthProblem
           {
               EntityType = entity.Text("entity_type"),
               Code = error.Text("error_code"),
               Description = error.Text("error_description"),
               PossibleSolution = error.Text("possible_solution"),
               Raw = error,
           },
    ];

    /// <summary>What Kapso found, as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says how it stands, without its details, which hold the number.</summary>
    public override string ToString() => $"PhoneNumberHealth {{ Status = {Status}, Timestamp = {Timestamp:O} }}";

    private HealthCheck? Check(string name) => Checks.GetValueOrDefault(name);

    private JsonElement? Details(string name) => Check(name)?.Details;
}

/// <summary>One check of a number's health.</summary>
public sealed record HealthCheck
{
    private readonly Kept raw;

    /// <summary>Whether it passed; <see langword="null"/> when it could not tell.</summary>
    public bool? Passed { get; init; }

    /// <summary>The check's own summary, where it has one.</summary>
    public string? OverallStatus { get; init; }

    /// <summary>What was found, as Kapso sent it.</summary>
    public JsonElement? Details { get; init; }

    /// <summary>What went wrong, in Kapso's text.</summary>
    public string? Error { get; init; }

    /// <summary>The check as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says how the check went, without its details, which hold the number.</summary>
    public override string ToString() => $"HealthCheck {{ Passed = {Passed}, OverallStatus = {OverallStatus} }}";
}

/// <summary>Something at Meta that hinders a number's messages.</summary>
public sealed record HealthProblem
{
    private readonly Kept raw;

    /// <summary>What has the problem: <c>PHONE_NUMBER</c>, <c>WABA</c>, <c>BUSINESS</c>, <c>APP</c>, <c>MESSAGE_TEMPLATE</c>.</summary>
    public string? EntityType { get; init; }

    /// <summary>Meta's code as text, for example <c>141006</c> (payment).</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong.</summary>
    public string? Description { get; init; }

    /// <summary>What may help.</summary>
    public string? PossibleSolution { get; init; }

    /// <summary>The problem as it came, with what else Meta says of it.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the problem by its code.</summary>
    public override string ToString() => $"HealthProblem {{ EntityType = {EntityType}, Code = {Code} }}";
}
