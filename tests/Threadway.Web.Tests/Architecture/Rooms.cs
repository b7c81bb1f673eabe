using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Threadway.Web.Data;

namespace Threadway.Web.Tests.Architecture;

/// <summary>One room leaning on another, with a pair of types that shows it.</summary>
internal sealed record Lean(string From, string To, string Because)
{
    public override string ToString() => $"{From} -> {To} ({Because})";
}

/// <summary>The rooms (folders, as namespaces) of the compiled app and who leans on whom.</summary>
internal static class Rooms
{
    private const string Root = "Threadway.Web";

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Compiled = new(() => new ArchLoader().LoadAssemblies(typeof(ThreadwayDb).Assembly).Build());

    /// <summary>What each room of this depth leans on. What <c>Data</c> names is left out: its context names every feature's rows.</summary>
    public static IReadOnlyList<Lean> Leans(int depth) =>
    [
        .. Compiled.Value.Types
            .SelectMany(type => type.Dependencies)
            .SelectMany(dependency => Named(dependency).Select(target =>
                new Lean(RoomOf(dependency.Origin, depth), RoomOf(target, depth), $"{dependency.Origin.Name} uses {target.Name}")))
            .Where(lean => lean.From.Length > 0 && lean.To.Length > 0 && lean.From != lean.To && lean.From.Split('/')[0] != "Data")
            .DistinctBy(lean => (lean.From, lean.To))
            .OrderBy(lean => (lean.From, lean.To)),
    ];

    /// <summary>Rooms that lean on each other, directly or through others.</summary>
    public static IEnumerable<string> Circles(IReadOnlyCollection<Lean> leans)
    {
        foreach (var room in leans.Select(lean => lean.From).Distinct())
        {
            var reached = new HashSet<string>();
            var open = new Queue<string>([room]);
            while (open.TryDequeue(out var next))
            {
                foreach (var lean in leans.Where(lean => lean.From == next && reached.Add(lean.To))) open.Enqueue(lean.To);
            }
            if (reached.Contains(room)) yield return room;
        }
    }

    /// <summary>Whoever calls a method knows what it takes and gives, too.</summary>
    private static IEnumerable<IType> Named(ITypeDependency dependency) =>
        dependency is MethodCallDependency { TargetMember: MethodMember method }
            ? [dependency.Target, method.ReturnType, .. method.Parameters]
            : [dependency.Target];

    private static string RoomOf(IType type, int depth)
    {
        var name = type.Namespace?.FullName ?? "";
        if (name == Root) return "(root)";
        return name.StartsWith(Root + '.', StringComparison.Ordinal) ? string.Join('/', name[(Root.Length + 1)..].Split('.').Take(depth)) : "";
    }
}
