using System.Globalization;
using Threadway.Kapso;

namespace Threadway.Web.Kapso;

internal static class KapsoExceptionExtensions
{
    /// <summary>A short word for the evidence line: Kapso's code, the HTTP status, or that no answer came.</summary>
    public static string Reason(this KapsoException exception) =>
        exception.Code ?? exception.Status?.ToString(CultureInfo.InvariantCulture) ?? "unreachable";
}
