using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components;

/// <summary>A service whose nodes exist, for what comes after them: its names.</summary>
/// <param name="Confirmed">Resources that must exist first: a name never resolves to a node that has not been confirmed.</param>
/// <param name="PublicAddresses">Node key to public address, for each of its nodes that has one.</param>
internal sealed record ServiceInPlace(
    string Name,
    Output<ImmutableArray<Resource>> Confirmed,
    IReadOnlyDictionary<string, Output<string>> PublicAddresses
);
