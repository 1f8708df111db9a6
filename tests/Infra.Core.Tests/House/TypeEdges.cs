using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Infra.Core.Tests.House;

/// <summary>Which types in our assemblies use which, read from the compiled code: signatures, bodies and generic arguments.</summary>
internal static class TypeEdges
{
    /// <summary>Full names of outermost types, in namespaces that begin with the assembly's name.</summary>
    internal static (string From, string To)[] Of(Assembly read) => Of(read, read);

    /// <summary>The same between two assemblies: which type of the first uses which of the second.</summary>
    internal static (string From, string To)[] Of(Assembly read, Assembly used) =>
        Read(read, type => UsedBy(type).SelectMany(Parts).Where(part => IsOurs(part, used)).Select(Outermost));

    /// <summary>Which type of the first assembly calls which method of the second: <c>Namespace.Type.Method</c>.</summary>
    internal static (string From, string Method)[] Calls(Assembly read, Assembly called) =>
        Read(read, type =>
            type.Methods.Where(method => method.HasBody)
                .SelectMany(method => method.Body.Instructions)
                .Select(instruction => instruction.Operand)
                .OfType<MethodReference>()
                .Where(method => IsOurs(method.DeclaringType, called))
                .Select(method => $"{Outermost(method.DeclaringType)}.{method.Name}")
        );

    private static (string From, string Used)[] Read(Assembly read, Func<TypeDefinition, IEnumerable<string>> uses)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(read.Location);
        return
        [
            .. assembly
                .MainModule.GetTypes()
                .Where(type => IsOurs(type, read))
                .SelectMany(type => uses(type).Select(used => (From: Outermost(type), Used: used)))
                .Where(edge => edge.From != edge.Used)
                .Distinct(),
        ];
    }

    private static bool IsOurs(TypeReference type, Assembly assembly) =>
        Outermost(type).StartsWith($"{assembly.GetName().Name}.", StringComparison.Ordinal)
        && !Outermost(type).Contains('<', StringComparison.Ordinal);

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
