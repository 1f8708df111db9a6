using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Engine.Program;

/// <summary>
/// The transformation that sees each resource as it is declared. Mocks see only type, name and inputs; parents, dependencies, options and
/// secrecy are here.
/// </summary>
internal sealed class ResourceRecorder(string project, string stack)
{
    private const string StackType = "pulumi:pulumi:Stack";
    private readonly ConcurrentDictionary<Resource, ResourceRecord> byResource = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<(string Type, string Name), ResourceRecord> byName = [];
    private readonly ConcurrentDictionary<string, ResourceRecord> byUrn = [];
    private readonly ConcurrentQueue<ResourceRecord> records = [];
    private readonly ConcurrentQueue<EngineDiagnostic> problems = [];

    public string RootUrn { get; } = $"urn:pulumi:{stack}::{project}::{StackType}::{project}-{stack}";

    public string RootName { get; } = $"{project}-{stack}";

    /// <summary>In the order of declaration, without the stack itself.</summary>
    public IReadOnlyCollection<ResourceRecord> Records => records;

    /// <summary>Errors in the program, such as resources that cannot be told apart.</summary>
    public IReadOnlyCollection<EngineDiagnostic> Problems => problems;

    public void Note(IEnumerable<EngineDiagnostic> found)
    {
        foreach (var problem in found)
            problems.Enqueue(problem);
    }

    /// <summary>Whether it is the stack; a component may have the same name.</summary>
    public bool IsRoot(string urn) => urn.EndsWith($"::{StackType}::{RootName}", StringComparison.Ordinal);

    public static bool IsStack(string? type) => type == StackType;

    public ResourceRecord? Find(string? type, string? name) => byName.GetValueOrDefault((type ?? "", name ?? ""));

    public ResourceRecord? FindByUrn(string urn) => byUrn.GetValueOrDefault(urn);

    /// <summary>For StackOptions; changes nothing.</summary>
    public ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        var type = args.Resource.GetResourceType();
        if (IsStack(type))
            return null;
        var name = args.Resource.GetResourceName();
        var parent = args.Options.Parent is { } p ? UrnOf(p) : RootUrn;
        var urn = $"urn:pulumi:{stack}::{project}::{Qualified(parent)}{type}::{name}";
        var record = new ResourceRecord
        {
            Resource = args.Resource,
            Urn = urn,
            Type = type,
            Name = name,
            Parent = parent,
            Custom = args.Resource is CustomResource,
            Options = DeclaredOptions.Of(args.Options, UrnOf),
            Inputs = ReadAsync(args.Args, args.Options),
        };
        if (!byUrn.TryAdd(urn, record))
            problems.Enqueue(
                new EngineDiagnostic(
                    EngineCodes.DuplicateUrn,
                    $"Two resources are called {name} ({type}) under one parent.",
                    "Rename one of them.",
                    urn
                )
            );
        else if (!byName.TryAdd((type, name), record))
            problems.Enqueue(
                new EngineDiagnostic(
                    EngineCodes.AmbiguousName,
                    $"Two resources are called {name} ({type}), under different parents: {Find(type, name)!.Parent} and {parent}.",
                    "Rename one of them; the engine identifies resources by type and name.",
                    urn
                )
            );
        byResource[args.Resource] = record;
        records.Enqueue(record);
        return null;
    }

    /// <summary>The stack's URN for anything not declared here.</summary>
    public string UrnOf(Resource resource) => byResource.TryGetValue(resource, out var record) ? record.Urn : RootUrn;

    private string Qualified(string parentUrn) => parentUrn == RootUrn ? "" : parentUrn.Split("::")[2] + "$";

    private async Task<DeclaredInputs> ReadAsync(ResourceArgs args, ResourceOptions options)
    {
        var reader = new InputReader(UrnOf);
        var replacementTrigger = options.ReplacementTrigger;
        var waitedFor = new[] { options.Parent, options.Provider }.OfType<Resource>().ToArray();
        var dependsOn = ((Input<ImmutableArray<Resource>>)options.DependsOn).ToOutput();
        var replaceWith = ((Input<ImmutableArray<Resource>>)options.ReplaceWith).ToOutput();
        var values = await reader.ReadArgsAsync(args).ConfigureAwait(false);
        var trigger = await reader.ReadAsync(replacementTrigger).ConfigureAwait(false);
        var explicitly = await OutputUtilities.GetValueAsync(dependsOn).ConfigureAwait(false);
        var with = await OutputUtilities.GetValueAsync(replaceWith).ConfigureAwait(false);
        Resource[] others = [.. explicitly.IsDefault ? [] : explicitly, .. with.IsDefault ? [] : with];
        foreach (var resource in waitedFor.Concat(others))
            await OutputUtilities.GetValueAsync(resource.Urn).ConfigureAwait(false);
        var urns = reader
            .Dependencies.Concat(others.Select(UrnOf))
            .Concat(options.Provider is { } provider ? [UrnOf(provider)] : [])
            .Where(u => u != RootUrn);
        return new DeclaredInputs(values, trigger, [.. urns.Distinct().Order(StringComparer.Ordinal)])
        {
            ReplaceWith = [.. with.IsDefault ? [] : with.Select(UrnOf)],
        };
    }
}
