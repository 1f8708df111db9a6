using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components;

/// <summary>A service whose nodes are there, for what comes after them: its names.</summary>
/// <param name="Confirmed">What must be in place first: a name never leads to a node that has not been confirmed.</param>
/// <param name="PublicAddresses">Key of each of its nodes that has a public address, to that.</param>
internal sealed record ServiceInPlace(
    string Name,
    Output<ImmutableArray<Resource>> Confirmed,
    IReadOnlyDictionary<string, Output<string>> PublicAddresses
);
