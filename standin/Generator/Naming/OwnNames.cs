using Infra.Sdk.Generation.Contracts;

namespace Infra.Sdk.Generation.Naming;

/// <summary>
/// Finds properties that would have the name of their own class, which C# forbids. The real packages rename each manually (in the
/// provider's own source), so a name cannot be guessed here: it must be looked up and recorded.
/// </summary>
internal static class OwnNames
{
    public static List<(string Class, string Property)> Check(ContractNames names)
    {
        var contract = names.Contract;
        var classes = contract
            .Resources.SelectMany(r => OfResource(names.Of(r.Key), r.Value))
            .Concat(OfResource(new TypeName(names.Package, "Provider"), contract.Provider))
            .Concat(contract.Functions.Select(f => (names.Of(f.Key).With("Result"), f.Value.Outputs)))
            .Concat(contract.ObjectTypes.Select(t => (names.Nested(t.Key, Shape.Output), t.Value.Properties)));
        return
        [
            .. from pair in classes
            from property in pair.Item2
            where property.CSharp == pair.Item1.Name
            select ($"{pair.Item1.Namespace}.{pair.Item1.Name}", property.Wire),
        ];
    }

    private static IEnumerable<(TypeName, IReadOnlyList<Property>)> OfResource(TypeName name, Resource resource)
    {
        yield return (name, resource.Outputs);
        yield return (name.With("Args"), resource.Inputs);
        yield return (name.With("State"), resource.State ?? []);
    }
}
