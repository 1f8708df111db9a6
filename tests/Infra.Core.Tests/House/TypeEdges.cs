using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Infra.Core.Tests.House;

/// <summary>Which type of an assembly of ours uses which, read off the compiled code: signatures, bodies and generic arguments.</summary>
internal static class TypeEdges
{
    /// <summary>Full names of outermost types; those in namespaces that begin with the assembly's name.</summary>
    internal static (string From, string To)[] Of(Assembly read)
    {
        var prefix = $"{read.GetName().Name}.";
        using var assembly = AssemblyDefinition.ReadAssembly(read.Location);
        var edges = new HashSet<(string, string)>();
        foreach (var type in assembly.MainModule.GetTypes().Where(type => IsOurs(type, prefix)))
        {
            foreach (var used in UsedBy(type).SelectMany(Parts).Where(used => IsOurs(used, prefix)))
            {
                var (from, to) = (Outermost(type), Outermost(used));
                if (from != to)
                {
                    edges.Add((from, to));
                }
            }
        }

        return [.. edges];
    }

    private static bool IsOurs(TypeReference type, string prefix) =>
        Outermost(type).StartsWith(prefix, StringComparison.Ordinal) && !Outermost(type).Contains('<', StringComparison.Ordinal);

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.GetElementType().FullName.Split('`')[0];
    }

    private static IEnumerable<TypeReference> Parts(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)),
            .. type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).SelectMany(UsedBy),
            .. type
                .Methods.Where(method => method.HasBody)
                .SelectMany(method => method.Body.Variables)
                .Select(variable => variable.VariableType),
        ];

    private static IEnumerable<TypeReference?> UsedBy(Instruction instruction) =>
        instruction.Operand switch
        {
            GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
            MethodReference method => [method.DeclaringType, method.ReturnType],
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference type => [type],
            _ => [],
        };
}
