using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Policy;
using Infra.Core.Topology;

namespace Infra.Core.PeerContracts;

/// <summary>Writes the contract of a peering, from the plan and from what is known after deployment.</summary>
public static class PeeringContracts
{
    /// <summary>What every network's owner should know before agreeing, on any cloud.</summary>
    private static readonly ImmutableArray<string> Common =
    [
        "Connections start on your side only. The project's nodes open none into your network; you may refuse "
            + "everything that comes from the project's network except answers to your own connections.",
        "What is behind your network (its other peerings, its gateways) does not reach the project, nor the project "
            + "it: peerings do not chain.",
        "Compare the ids and the network with what you were told by another way before you agree: whoever asks could be somebody else.",
        "The project's network must be free on your side: it must not overlap your networks, nor those you are peered with.",
    ];

    /// <param name="name">The peering's name.</param>
    /// <param name="known">The values known so far, by the names of <see cref="PeeringContract.Values"/>; others are ignored.</param>
    /// <exception cref="ArgumentException">The project has no such peering.</exception>
    public static PeeringContract For(ProjectPlan plan, string name, IReadOnlyDictionary<string, string> known)
    {
        var peering = plan.Spec.Peerings.GetValueOrDefault(name)
            ?? throw new ArgumentException($"Project {plan.Spec.Name} has no peering '{name}'.", nameof(name));
        var terms = CloudRegistry.Of<IPeeringTerms>(plan.Spec.Cloud).TermsOf(plan.Spec, peering);
        return new PeeringContract(
            plan.Spec.Name,
            plan.Spec.Cloud,
            plan.Topology.Cidr,
            [.. plan.Topology.Subnets.Where(subnet => subnet.Role != SubnetRole.Public).Select(subnet => subnet.Cidr)],
            peering,
            [.. terms.Values.Select(value => value with { Value = value.Value ?? known.GetValueOrDefault(value.Name) })],
            terms.Steps,
            Access(plan, name),
            [.. Common, .. terms.Notes],
            terms.Removal
        );
    }

    private static ImmutableArray<ContractAccess> Access(ProjectPlan plan, string name) =>
        [
            .. from flow in plan.Policy.Flows
            where flow.Purpose is FlowPurpose.Clients
            from origin in ClientOrigin.Of(flow, (FlowPurpose.Clients)flow.Purpose, plan.Spec.Peerings.Values)
            where origin.Peering?.Name == name
            group (flow.Ports, origin.Sources) by (flow.Service, flow.Protocol, Sources: string.Join(' ', origin.Sources)) into same
            orderby same.Key.Service, same.Key.Protocol, same.Key.Sources
            select new ContractAccess(
                same.Key.Service,
                same.Key.Protocol,
                Ports.Join(same.Select(one => one.Ports)).AsNumbers(),
                same.First().Sources
            ),
        ];
}
