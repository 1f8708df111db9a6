using System.Collections.Immutable;
using Infra.Sdk.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>The generator's output for one contract.</summary>
internal sealed record Generated(ImmutableArray<Diagnostic> Diagnostics, ImmutableSortedDictionary<string, string> Files)
{
    public static Generated From(string contract)
    {
        var result = CSharpGeneratorDriver
            .Create(new ProviderGenerator())
            .AddAdditionalTexts([new Text(contract)])
            .RunGenerators(CSharpCompilation.Create("generated"))
            .GetRunResult();
        var run = Assert.Single(result.Results);
        Assert.Null(run.Exception);
        return new(
            run.Diagnostics,
            run.GeneratedSources.IsDefault
                ? ImmutableSortedDictionary<string, string>.Empty
                : run.GeneratedSources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString())
        );
    }

    /// <summary>A contract of package `sample` with one resource `sample:index:Thing` and whatever else is given.</summary>
    public static string Contract(string properties, string inputs = "{}", string required = "[]", string types = "{}") =>
        $$"""
            {
              "name": "sample", "version": "1.0.0", "language": { "csharp": { "namespaces": {} } },
              "provider": { "properties": {}, "required": [], "inputProperties": {}, "requiredInputs": [] },
              "functions": {}, "types": {{types}},
              "resources": { "sample:index:Thing": {
                "properties": {{properties}}, "required": [], "inputProperties": {{inputs}}, "requiredInputs": {{required}} } }
            }
            """;

    private sealed class Text(string text) : AdditionalText
    {
        public override string Path => "sample.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
