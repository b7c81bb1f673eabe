using System.Data.Common;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Threadway.Web.Data;

/// <summary>The keys of cookies and codes, read as a start can read them; written, and read where that fails, as they always were.</summary>
internal sealed class KeysAtStart(IXmlRepository inner, DatabaseAtStart database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        try
        {
            return database.ReadKeys();
        }
        catch (DbException)
        {
            // It tries again where that helps.
            return inner.GetAllElements();
        }
    }

    public void StoreElement(XElement element, string friendlyName) => inner.StoreElement(element, friendlyName);
}

internal sealed class ReadKeysAtStart(DatabaseAtStart database) : IPostConfigureOptions<KeyManagementOptions>
{
    public void PostConfigure(string? name, KeyManagementOptions options) => options.XmlRepository = new KeysAtStart(options.XmlRepository!, database);
}
