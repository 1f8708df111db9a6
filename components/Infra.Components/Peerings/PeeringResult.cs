using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Peerings;

/// <summary>The result of a cloud's <c>Peering</c>.</summary>
/// <param name="Name">The peering's name, as in the stack file.</param>
/// <param name="Id">ID of our half, in the cloud's own format.</param>
/// <param name="State">One of the words in <see cref="Core.PeerContracts.PeeringStates"/>, as of the last run or refresh.</param>
/// <param name="Known">The contract's values known so far, by name.</param>
public sealed record PeeringResult(string Name, Output<string> Id, Output<string> State, Output<ImmutableDictionary<string, string>> Known);
