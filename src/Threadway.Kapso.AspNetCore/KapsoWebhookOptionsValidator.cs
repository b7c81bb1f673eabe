using Microsoft.Extensions.Options;

namespace Threadway.Kapso.AspNetCore;

internal sealed class KapsoWebhookOptionsValidator : IValidateOptions<KapsoWebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, KapsoWebhookOptions options)
    {
        List<string> failures = [];
        if (options.Secrets.Count == 0)
            failures.Add("KapsoWebhookOptions.Secrets is empty: without a secret anybody could send events. "
                + "Set Kapso:Webhooks:Secrets:0 in the section that AddKapsoWebhooks().BindConfiguration(\"Kapso:Webhooks\") reads "
                + "(environment variable Kapso__Webhooks__Secrets__0), or AddKapsoWebhooks(options => options.Secrets.Add(…)).");
        if (options.Secrets.Any(string.IsNullOrWhiteSpace))
            failures.Add("KapsoWebhookOptions.Secrets holds an empty secret.");
        if (options.MaxBodyBytes < 1)
            failures.Add("KapsoWebhookOptions.MaxBodyBytes must be at least 1.");

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
