namespace Threadway.Kapso.Tests.Support;

/// <summary>The recorded JSON in <c>tests/payloads</c>.</summary>
internal static class Payload
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "payloads");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Root, $"{name}.json"));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Root, $"{name}.json"));

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.json")
            .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}")
            .Order();
}
