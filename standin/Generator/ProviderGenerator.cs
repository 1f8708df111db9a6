using System.Text;
using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;
using Infra.Sdk.Generation.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Infra.Sdk.Generation;

/// <summary>
/// Generates the C# classes of each contract (a subset of a Pulumi package schema, see standin/contracts/README.md) given as an
/// additional .json file, with the names and signatures of the provider's own NuGet package.
/// </summary>
[Generator]
public sealed class ProviderGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var contracts = context
            .AdditionalTextsProvider.Where(static file => file.Path.EndsWith(".json", StringComparison.Ordinal))
            .Select(static (file, cancel) => (file.Path, Text: file.GetText(cancel)?.ToString() ?? ""));
        context.RegisterSourceOutput(contracts, static (output, file) => Generate(output, file.Path, file.Text));
    }

    private static void Generate(SourceProductionContext output, string path, string text)
    {
        try
        {
            var names = new ContractNames(ContractReader.Read(text));
            var collisions = OwnNames.Check(names);
            foreach (var (@class, property) in collisions)
                output.ReportDiagnostic(Diagnostic.Create(Problems.OwnName, Location.None, @class, property));
            if (collisions.Count > 0)
                return;
            foreach (var source in PackageWriter.Write(names))
                output.AddSource(source.FileName, SourceText.From(source.Text, Encoding.UTF8));
        }
        catch (ContractException problem)
        {
            output.ReportDiagnostic(Diagnostic.Create(Problems.Malformed, Location.None, Path.GetFileName(path), problem.Message));
        }
    }
}
