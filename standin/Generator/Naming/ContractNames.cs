using Infra.Sdk.Generation.Contracts;

namespace Infra.Sdk.Generation.Naming;

/// <summary>The C# names of a contract's items.</summary>
internal sealed class ContractNames
{
    public ContractNames(Contract contract)
    {
        Contract = contract;
        Uses = NestedUses.Of(contract);
    }

    public Contract Contract { get; }

    public NestedUses Uses { get; }

    /// <summary>The namespace of the package, such as Pulumi.Aws.</summary>
    public string Package => "Pulumi." + Upper(Contract.Name);

    /// <summary>The attribute that ties a class to its token, such as AwsResourceType.</summary>
    public string ResourceTypeAttribute => Upper(Contract.Name) + "ResourceType";

    /// <summary>The class of `package:module:name` or `package:module/file:name`.</summary>
    public TypeName Of(string token)
    {
        var parts = token.Split(':');
        if (parts.Length != 3)
            throw new ContractException($"'{token}' is not a token");
        var module = parts[1].Split('/')[0];
        var space =
            module == "index" ? Package
            : Contract.Namespaces.TryGetValue(module, out var mapped) ? $"{Package}.{mapped}"
            : throw new ContractException($"module '{module}' has no C# namespace");
        return new TypeName(space, Upper(parts[2]));
    }

    /// <summary>The class of a nested object type in one of its shapes.</summary>
    public TypeName Nested(string token, Shape shape)
    {
        var name = Of(token);
        return shape switch
        {
            Shape.Input => name.In("Inputs").With("Args"),
            Shape.State => name.In("Inputs").With("GetArgs"),
            Shape.InvokeInput => name.In("Inputs").With("InputArgs"),
            Shape.Plain => name.In("Inputs").With("Args"),
            // A type that a function returns is called …Result, wherever it is used.
            Shape.Output => name.In("Outputs").With(Uses.FunctionOutputs.Contains(token) ? "Result" : ""),
            _ => throw new ContractException($"no such shape: {shape}"),
        };
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
