using Mono.Cecil;

namespace Threadway.Kapso.Emulator.Tests;

/// <summary>The folders of the emulator, from its compiled code: what types inherit, hold, take, return, mention and call.</summary>
public class FolderTests
{
    private const string Root = "Threadway.Kapso.Emulator";

    [Fact]
    public void No_two_folders_lean_on_each_other_even_by_way_of_others()
    {
        var leans = Leans();

        Assert.True(leans.Count > 10, $"Only {leans.Count} folders were found.");
        Assert.Contains("Http", leans["Platform"]);
        Assert.Contains("Layout", leans["Pages"]);
        Assert.All(leans.Keys, folder => Assert.DoesNotContain(folder, Reached(leans, folder)));
    }

    [Fact]
    public void No_folder_knows_what_lies_above_all_of_them() =>
        Assert.All(Leans().Where(folder => folder.Key.Length > 0), folder => Assert.DoesNotContain("", folder.Value));

    private static HashSet<string> Reached(Dictionary<string, HashSet<string>> leans, string from)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>(leans[from]);
        while (next.TryPop(out var folder))
        {
            if (reached.Add(folder))
                Array.ForEach([.. leans.GetValueOrDefault(folder, [])], next.Push);
        }

        return reached;
    }

    /// <summary>By folder, the others that it leans on; the root's name is empty.</summary>
    private static Dictionary<string, HashSet<string>> Leans()
    {
        using var module = ModuleDefinition.ReadModule(typeof(KapsoEmulator).Assembly.Location, new ReaderParameters { ReadSymbols = true });
        return module.GetTypes()
            .SelectMany(type => Mentioned(type).SelectMany(Parts), (type, other) => (From: Folder(type), To: Folder(other)))
            .Where(lean => lean.From is not null && lean.To is not null && lean.From != lean.To)
            .GroupBy(lean => lean.From!, lean => lean.To!)
            .ToDictionary(group => group.Key, group => group.ToHashSet());
    }

    private static string? Folder(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Namespace == Root ? FolderOfSource(type) : type.Namespace.StartsWith(Root + ".", StringComparison.Ordinal) ? type.Namespace[(Root.Length + 1)..].Split('.')[0] : null;
    }

    /// <summary>What is public has the root's namespace wherever it lies: its source says where. What has no code, as an enumeration, is anybody's.</summary>
    private static string? FolderOfSource(TypeReference type) =>
        (type as TypeDefinition ?? type.Module.GetType(type.FullName))?.Methods
            .SelectMany(method => method.DebugInformation.SequencePoints)
            .Select(point => Path.GetFileName(Path.GetDirectoryName(point.Document.Url.Replace('\\', '/'))))
            .FirstOrDefault() switch
        {
            null => null,
            Root => "",
            var folder => folder,
        };

    private static IEnumerable<TypeReference?> Mentioned(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. Attributes(type).Concat(type.Properties.SelectMany(Attributes)).Concat(type.Methods.SelectMany(Attributes)),
        .. type.GenericParameters.Concat(type.Methods.SelectMany(method => method.GenericParameters)).SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
        .. type.Methods.SelectMany(Member),
        .. type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Variables).Select(variable => variable.VariableType),
        .. type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.ExceptionHandlers).Select(handler => handler.CatchType),
        .. type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).SelectMany(one => Member(one.Operand)),
    ];

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider annotated) => annotated.CustomAttributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Append(attribute.AttributeType));

    private static IEnumerable<TypeReference?> Member(object? mentioned) => mentioned switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ],
        _ => [],
    };

    /// <summary>The type itself and what it is made of: a list's items, an array's elements.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
