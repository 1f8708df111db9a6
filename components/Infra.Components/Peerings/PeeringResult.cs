using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Peerings;

/// <summary>What a cloud's <c>Peering</c> hands back.</summary>
/// <param name="Name">The peering's, as in the stack file.</param>
/// <param name="Id">Of our half, in the cloud's own form.</param>
/// <param name="State">One of <see cref="Core.PeerContracts.PeeringStates"/>' words, as of the last run or refresh.</param>
/// <param name="Known">The contract's values that exist now, by name.</param>
public sealed record PeeringResult(string Name, Output<string> Id, Output<string> State, Output<ImmutableDictionary<string, string>> Known);
