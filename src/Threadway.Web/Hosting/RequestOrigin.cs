namespace Threadway.Web.Hosting;

/// <summary>The address behind the current request, for the audit log; null outside a request.</summary>
internal sealed class RequestOrigin(IHttpContextAccessor accessor)
{
    public string? RemoteAddress => accessor.HttpContext?.Connection.RemoteIpAddress?.ToString();
}
