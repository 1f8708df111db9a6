using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn.Openings;

/// <summary>
/// Lowers the policy to openings. Compresses exactly: components that follow the service's list share one opening, so that a list of
/// thousands of networks appears once and not per component; ports of one source become ranges.
/// </summary>
internal static class OpeningCompiler
{
    private static readonly bool[] Directions = [true, false];

    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static ImmutableArray<Opening> Compile(ProjectPlan plan, string service)
    {
        var flows = ServiceFlows.Of(plan, service);
        return
        [
            .. flows
                .Flows.Where(flow => flow.Purpose is not (FlowPurpose.Clients or FlowPurpose.Tunnel))
                .SelectMany(Fixed)
                .Concat(Peers(flows))
                .Concat(Clients(flows))
                .Concat(flows.Egress.Select(Egress))
                .OrderBy(opening => opening.Inbound ? 0 : 1)
                .ThenBy(opening => opening.Kind)
                .ThenBy(opening => opening.Name, StringComparer.Ordinal)
                .ThenBy(opening => opening.Protocol),
        ];
    }

    private static IEnumerable<Opening> Fixed(Flow flow) =>
        flow.Purpose switch
        {
            FlowPurpose.Management from => [From(OpeningKind.Management, flow, from)],
            FlowPurpose.Platform from => [From(OpeningKind.Platform, flow, from)],
            _ => throw new InvalidOperationException($"Flow {flow.Key}: no opening for {flow.Purpose}."),
        };

    /// <summary>
    /// One opening for whatever tunnels there are, so that its rule changes in place from one kind to another. Tunnel packets cross the
    /// network in both directions, and either side may initiate.
    /// </summary>
    private static IEnumerable<Opening> Peers(ServiceFlows flows) =>
        from tunnels in flows.Flows.Where(flow => flow.Purpose is FlowPurpose.Tunnel).GroupBy(flow => flow.Protocol)
        from inbound in Directions
        select new Opening(
            OpeningKind.Peers,
            tunnels.First().Purpose.Word,
            null,
            inbound,
            tunnels.Key,
            Ports.Join(tunnels.Select(flow => flow.Ports)),
            new OpeningRemote.SameService(),
            string.Join("; ", tunnels.Select(flow => flow.Reason))
        );

    private static Opening From(OpeningKind kind, Flow flow, FlowPurpose.FromOutside from) =>
        new(
            kind,
            from.Word,
            null,
            Inbound: true,
            flow.Protocol,
            flow.Ports,
            new OpeningRemote.Networks(CidrSet.Merge(from.Sources)),
            flow.Reason
        );

    /// <summary>One opening for all components that follow the service's list, one for each with its own list.</summary>
    private static IEnumerable<Opening> Clients(ServiceFlows flows)
    {
        if (flows.Spec is null)
        {
            return [];
        }

        var shared = CidrSet.Merge(new ClientAccess(flows.Spec.AllowedSources, flows.Spec.PublicAccess).Sources);
        var rules =
            from flow in flows.Flows
            where flow.Purpose is FlowPurpose.Clients
            let clients = (FlowPurpose.Clients)flow.Purpose
            let sources = CidrSet.Merge(clients.Sources)
            let own = sources.SequenceEqual(shared) ? null : clients.Component
            group (flow.Ports, clients.Component, Sources: sources) by (Own: own, flow.Protocol) into rule
            select new Opening(
                rule.Key.Own is null ? OpeningKind.Clients : OpeningKind.ClientsOf,
                rule.Key.Own is null ? "clients" : $"clients-{rule.Key.Own}",
                rule.Key.Own,
                Inbound: true,
                rule.Key.Protocol,
                Ports.Join(rule.Select(one => one.Ports)),
                new OpeningRemote.Networks(rule.First().Sources),
                $"clients of {string.Join(", ", rule.Select(one => one.Component).Order(StringComparer.Ordinal))}"
            );
        return rules;
    }

    private static Opening Egress(EgressFlow flow) =>
        new(
            OpeningKind.Egress,
            $"{flow.Purpose.Name}-{flow.Purpose.Word}",
            null,
            Inbound: false,
            flow.Protocol,
            flow.Ports,
            new OpeningRemote.Networks(CidrSet.Merge(flow.Cidrs)),
            flow.Reason
        );
}
