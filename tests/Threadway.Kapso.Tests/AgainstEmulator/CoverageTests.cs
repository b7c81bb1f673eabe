using System.Reflection;

namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class CoverageTests
{
    /// <summary>"PhoneNumbers.ConnectAsync": each public method of each client that <see cref="KapsoClient" /> leads to.</summary>
    public static TheoryData<string> Operations =>
    [
        .. (from client in typeof(KapsoClient).GetProperties()
            where client.PropertyType.Name.EndsWith("Client", StringComparison.Ordinal)
            from method in client.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            select $"{client.Name}.{method.Name}").Distinct(),
    ];

    private static Lazy<string[]> Sources { get; } = new(() =>
    {
        var tests = Repository.PathOf("tests", "Threadway.Kapso.Tests", "AgainstEmulator");
        return [.. Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
    });

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_is_called_against_the_emulator(string operation)
    {
        // In any case: a local variable that holds a client is named like it ("var webhooks = kapso.Client.Webhooks").
        Assert.Contains(Sources.Value, source => source.Contains($"{operation}(", StringComparison.OrdinalIgnoreCase));
    }
}
