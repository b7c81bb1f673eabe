namespace Threadway.Web.Resources;

/// <summary>Names the resources <c>Text.resx</c> and <c>Text.es.resx</c>: every word that a page shows.</summary>
public sealed class Text;
