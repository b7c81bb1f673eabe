using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A button of a template, of one of the kinds below.</summary>
public abstract record TemplateButton : TemplateComponent
{
    private protected TemplateButton()
    {
    }

    /// <summary>Which button, from 0; by its place among the buttons when <see langword="null"/>.</summary>
    public int? Index { get; init; }

    /// <summary>What stands on it; at most 25 characters. Where Meta writes that, none.</summary>
    public string? Text { get; init; }

    /// <summary>Meta's word for it in a template: <c>URL</c>, say.</summary>
    internal abstract string Kind { get; }

    /// <summary>Meta's word for it in a send.</summary>
    internal virtual string SubType => Kind.ToLowerInvariant();

    internal sealed override void WriteDeclaration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, Kind);
        writer.WriteIfThere("text"u8, Text);
        WriteDeclared(writer);
        writer.WriteEndObject();
    }

    internal sealed override void WriteValues(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "button"u8);
        writer.WriteString("sub_type"u8, SubType);
        writer.WriteString("index"u8, JsonNumber(Index ?? 0));
        writer.WriteStartArray("parameters"u8);
        WriteParameters(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private protected virtual void WriteDeclared(Utf8JsonWriter writer)
    {
    }

    private protected virtual void WriteParameters(Utf8JsonWriter writer)
    {
    }

    private protected static void WriteParameter(Utf8JsonWriter writer, string type, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString(type, value);
        writer.WriteEndObject();
    }

    private protected static void WriteAction(Utf8JsonWriter writer, Action<Utf8JsonWriter> members)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "action"u8);
        writer.WriteStartObject("action"u8);
        members(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string JsonNumber(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A button that answers.</summary>
public sealed record TemplateQuickReplyButton : TemplateButton
{
    /// <summary>What comes back when it is pressed; the button's text when <see langword="null"/>.</summary>
    public string? Payload { get; init; }

    internal override string Kind => "QUICK_REPLY";

    internal override bool IsFilled => Payload is not null;

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteParameter(writer, "payload", Payload!);
}

/// <summary>A button that opens a web page.</summary>
public sealed record TemplateUrlButton : TemplateButton
{
    /// <summary>The page; it may end in one variable.</summary>
    public string? Url { get; init; }

    /// <summary>What fills the variable, or in creating an example of that; in an authentication template the code.</summary>
    public string? Value { get; init; }

    /// <summary>Whether it copies a one-time code: so Meta tells such a button when it is read.</summary>
    internal bool IsOneTimeCode => Url?.Contains("otp_type=", StringComparison.Ordinal) == true;

    internal override string Kind => "URL";

    internal override bool IsFilled => Value is not null;

    private protected override void WriteDeclared(Utf8JsonWriter writer)
    {
        writer.WriteIfThere("url"u8, Url);
        if (Value is null)
            return;

        writer.WriteStartArray("example"u8);
        writer.WriteStringValue(Value);
        writer.WriteEndArray();
    }

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteParameter(writer, "text", Value!);
}

/// <summary>A button that calls a number.</summary>
public sealed record TemplatePhoneButton : TemplateButton
{
    /// <summary>The number, with its country's code.</summary>
    public string? PhoneNumber { get; init; }

    internal override string Kind => "PHONE_NUMBER";

    internal override bool IsFilled => false;

    private protected override void WriteDeclared(Utf8JsonWriter writer) => writer.WriteIfThere("phone_number"u8, PhoneNumber);
}

/// <summary>A button that copies a coupon's code.</summary>
public sealed record TemplateCopyCodeButton : TemplateButton
{
    /// <summary>The code, or in creating an example of it; at most 15 characters.</summary>
    public string? Code { get; init; }

    internal override string Kind => "COPY_CODE";

    internal override bool IsFilled => Code is not null;

    private protected override void WriteDeclared(Utf8JsonWriter writer) => writer.WriteIfThere("example"u8, Code);

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteParameter(writer, "coupon_code", Code!);
}

/// <summary>
/// The button of an authentication template, which copies the code or fills it in. Meta makes a <see cref="TemplateUrlButton"/> of it, as
/// which it is read.
/// </summary>
public sealed record TemplateOneTimeCodeButton : TemplateButton
{
    /// <summary>Meta's word: <c>COPY_CODE</c>, <c>ONE_TAP</c> or <c>ZERO_TAP</c>.</summary>
    public string OtpType { get; init; } = "COPY_CODE";

    /// <summary>What stands on the button that fills the code in.</summary>
    public string? AutofillText { get; init; }

    /// <summary>Whether Meta's terms for <c>ZERO_TAP</c> are accepted.</summary>
    public bool? ZeroTapTermsAccepted { get; init; }

    /// <summary>The Android apps that may fill the code in.</summary>
    public IReadOnlyList<TemplateApp> SupportedApps { get; init; } = [];

    /// <summary>The code.</summary>
    public string? Code { get; init; }

    internal override string Kind => "OTP";

    internal override string SubType => "url";

    internal override bool IsFilled => Code is not null;

    private protected override void WriteDeclared(Utf8JsonWriter writer)
    {
        writer.WriteString("otp_type"u8, OtpType);
        writer.WriteIfThere("autofill_text"u8, AutofillText);
        if (ZeroTapTermsAccepted is { } accepted)
            writer.WriteBoolean("zero_tap_terms_accepted"u8, accepted);
        if (SupportedApps.Count == 0)
            return;

        writer.WriteStartArray("supported_apps"u8);
        foreach (var app in SupportedApps)
        {
            writer.WriteStartObject();
            writer.WriteString("package_name"u8, app.PackageName);
            writer.WriteString("signature_hash"u8, app.SignatureHash);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private protected override void WriteParameters(Utf8JsonWriter writer) => WriteParameter(writer, "text", Code!);
}

/// <summary>An Android app that may fill a code in.</summary>
/// <param name="PackageName">The app's package.</param>
/// <param name="SignatureHash">The digest of its signing key.</param>
public sealed record TemplateApp(string PackageName, string SignatureHash);

/// <summary>A button that Meta has and this version does not know.</summary>
public sealed record TemplateOtherButton : TemplateButton
{
    internal TemplateOtherButton()
    {
    }

    /// <summary>Meta's word for it.</summary>
    public required string Type { get; init; }

    internal override string Kind => Type;

    internal override bool IsFilled => false;

    private protected override void WriteDeclared(Utf8JsonWriter writer)
    {
        foreach (var (name, value) in Raw.Members())
        {
            if (name is not ("type" or "text"))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }
    }
}
