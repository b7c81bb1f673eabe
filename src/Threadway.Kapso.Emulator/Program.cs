namespace Threadway.Kapso.Emulator;

// A named class, not top-level statements: a test project may reference two programs.
internal static class Program
{
    private static void Main(string[] args) => WebApplication.CreateSlimBuilder(args).Build().Run();
}
