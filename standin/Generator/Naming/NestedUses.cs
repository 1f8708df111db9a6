using Infra.Sdk.Generation.Contracts;

namespace Infra.Sdk.Generation.Naming;

/// <summary>The roles in which each nested object type is used. Sets of tokens.</summary>
internal sealed record NestedUses(
    IReadOnlyCollection<string> Inputs,
    IReadOnlyCollection<string> States,
    IReadOnlyCollection<string> Outputs,
    IReadOnlyCollection<string> FunctionInputs,
    IReadOnlyCollection<string> FunctionOutputs
)
{
    public static NestedUses Of(Contract contract)
    {
        var resources = contract.Resources.Values.Append(contract.Provider).ToList();
        var functionOutputs = Reach(contract, contract.Functions.Values.SelectMany(f => f.Outputs));
        var outputs = Reach(contract, resources.SelectMany(r => r.Outputs));
        outputs.ExceptWith(functionOutputs);
        return new NestedUses(
            Reach(contract, resources.SelectMany(r => r.Inputs)),
            Reach(contract, resources.SelectMany(r => r.State ?? [])),
            outputs,
            Reach(contract, contract.Functions.Values.SelectMany(f => f.Inputs ?? [])),
            functionOutputs
        );
    }

    private static SortedSet<string> Reach(Contract contract, IEnumerable<Property> from)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in from)
            Visit(property.Type);
        return found;

        void Visit(TypeSpec type)
        {
            switch (type)
            {
                case TypeSpec.List list:
                    Visit(list.Item);
                    break;
                case TypeSpec.Map map:
                    Visit(map.Item);
                    break;
                case TypeSpec.Either either:
                    Visit(either.First);
                    Visit(either.Second);
                    break;
                case TypeSpec.Reference { Token: var token } when !contract.EnumTypes.ContainsKey(token):
                    if (!contract.ObjectTypes.TryGetValue(token, out var target))
                        throw new ContractException($"type '{token}' is referred to, but not there");
                    if (found.Add(token))
                        foreach (var property in target.Properties)
                            Visit(property.Type);
                    break;
            }
        }
    }
}
