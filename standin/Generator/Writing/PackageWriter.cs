using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>All files of a package.</summary>
internal static class PackageWriter
{
    public static IEnumerable<SourceFile> Write(ContractNames names)
    {
        var contract = names.Contract;
        yield return UtilitiesWriter.Write(names);
        foreach (var file in ResourceWriter.WriteProvider(names))
            yield return file;
        foreach (var file in contract.Resources.SelectMany(resource => ResourceWriter.Write(names, resource.Key, resource.Value)))
            yield return file;
        foreach (var file in contract.Functions.SelectMany(function => FunctionWriter.Write(names, function.Key, function.Value)))
            yield return file;
        foreach (var type in contract.EnumTypes)
            yield return EnumWriter.Write(names.Of(type.Key), type.Value);

        foreach (var token in names.Uses.Inputs)
            yield return Args(token, Shape.Input);
        foreach (var token in names.Uses.States)
            yield return Args(token, Shape.State);
        foreach (var token in names.Uses.FunctionInputs)
        {
            yield return Args(token, Shape.Plain);
            yield return Args(token, Shape.InvokeInput);
        }
        foreach (var token in names.Uses.Outputs.Concat(names.Uses.FunctionOutputs))
            yield return OutputWriter.Write(names, names.Nested(token, Shape.Output), contract.ObjectTypes[token].Properties);

        SourceFile Args(string token, Shape shape) =>
            ArgsWriter.Write(names, new(names.Nested(token, shape), shape, contract.ObjectTypes[token].Properties));
    }
}
