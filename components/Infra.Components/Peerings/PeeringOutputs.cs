using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.PeerContracts;
using Pulumi;

namespace Infra.Components.Peerings;

/// <summary>The stack's outputs about its peerings.</summary>
/// <param name="States">Peering to its <c>state</c> and <c>id</c>.</param>
/// <param name="Contracts">Peering to its contract, with the IDs known so far: JSON on one line, as printed by <c>infra peering
/// --json</c>.</param>
public sealed record PeeringOutputs(
    Output<ImmutableDictionary<string, ImmutableDictionary<string, string>>> States,
    Output<ImmutableDictionary<string, string>> Contracts
)
{
    /// <summary>For a project without peerings.</summary>
    public static PeeringOutputs None =>
        new(
            Output.Create(ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty),
            Output.Create(ImmutableDictionary<string, string>.Empty)
        );

    internal static PeeringOutputs Of(ProjectPlan plan, IReadOnlyCollection<PeeringResult> peerings) =>
        new(
            OutputMap.Existing(
                peerings.ToDictionary(
                    peering => peering.Name,
                    peering =>
                        Output
                            .Tuple(peering.Id, peering.State)
                            .Derive(known => ImmutableDictionary<string, string>.Empty.Add("id", known.Item1).Add("state", known.Item2))
                )
            ),
            OutputMap.Existing(
                peerings.ToDictionary(
                    peering => peering.Name,
                    peering =>
                        peering.Known.Derive(known => ContractJson.Write(PeeringContracts.For(plan, peering.Name, known), indented: false))
                )
            )
        );
}
