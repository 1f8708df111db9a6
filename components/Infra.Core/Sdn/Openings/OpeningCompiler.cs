using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn.Openings;

/// <summary>
/// Lowers the policy to openings. Compresses exactly: components that follow the service's list share one opening, so that
/// a list of thousands of networks is said once and not once a component; ports of one source become ranges.
/// </summary>
public static class OpeningCompiler
{
    private static readonly bool[] Directions = [true, false];

    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static OpeningSet Compile(ProjectPlan plan, string service)
    {
        if (!plan.Spec.Services.TryGetValue(service, out var spec))
        {
            throw new ArgumentException($"Project {plan.Spec.Name} has no service {service}.", nameof(service));
        }

        // Inside the tunnel the cloud sees the tunnel's packets alone; networks without any network are nobody.
        // Clients are one set, whichever way they come in: a peering parts their flows, not their rule.
        var roles = ClientFlows.Join(plan.Policy.Flows.Where(flow => flow.Service == service))
            .Where(flow => flow.Source is not (FlowSource.MeshPeers or FlowSource.Networks { Cidrs.IsEmpty: true }))
            .Select(flow => FlowRole.Of(flow, spec))
            .GroupBy(role => (role.Kind, role.Component, role.Flow.Protocol))
            .Select(group => Exactly([.. group]))
            .ToImmutableArray();
        var egress = plan.Policy.Egress.Where(flow => flow.Service == service).ToLookup(flow => flow.Protocol is not null || flow.Ports.IsEmpty);
        var said = roles.Where(group => group[0].Kind is not null).ToImmutableArray();
        return new OpeningSet(
            service,
            [
                .. said.Where(group => group[0].Kind is OpeningKind.Management or OpeningKind.Platform).Select(Fixed)
                    .Concat(said.Where(group => group[0].Kind == OpeningKind.Peers).SelectMany(Peers))
                    .Concat(Clients(said.Where(group => group[0].Kind == OpeningKind.ClientsOf), spec))
                    .Concat(egress[true].Select(Egress))
                    .OrderBy(opening => opening.Inbound ? 0 : 1)
                    .ThenBy(opening => opening.Kind)
                    .ThenBy(opening => opening.Name, StringComparer.Ordinal)
                    .ThenBy(opening => opening.Protocol),
            ],
            [
                .. roles.SelectMany(group => group).Where(role => role.Kind is null).Select(role => new RefusedFlow(role.Flow.Key, role.Refusal!)),
                .. egress[false].Select(flow => new RefusedFlow(flow.Key, "it names ports of every protocol, and not every protocol has ports.")),
            ]);
    }

    /// <summary>
    /// The flows of one opening. Its sources and its ports are merged apart, which is exact only while the flows differ in
    /// one of the two: (A to 1) and (B to 2) would become (A and B to 1 and 2).
    /// </summary>
    private static ImmutableArray<FlowRole> Exactly(ImmutableArray<FlowRole> flows) =>
        flows[0].Kind is null or OpeningKind.Peers || IsOne(flows, role => PortsOf([role])) || IsOne(flows, role => SourcesOf([role]))
            ? flows
            : [.. flows.Select(role => role.Refuse("others of its kind have both other sources and other ports."))];

    private static bool IsOne<T>(ImmutableArray<FlowRole> flows, Func<FlowRole, ImmutableArray<T>> part) =>
        flows.All(role => part(role).SequenceEqual(part(flows[0])));

    private static Opening Fixed(ImmutableArray<FlowRole> flows) => new(
        flows[0].Kind!.Value,
        flows[0].Kind == OpeningKind.Management ? "management" : "platform",
        null,
        Inbound: true,
        flows[0].Flow.Protocol,
        PortsOf(flows),
        new OpeningRemote.Networks(SourcesOf(flows)),
        flows[0].Flow.Reason);

    // Tunnel packets cross the network in both directions, and either side may speak first.
    private static IEnumerable<Opening> Peers(ImmutableArray<FlowRole> flows) => Directions.Select(inbound => new Opening(
        OpeningKind.Peers,
        "peers",
        null,
        inbound,
        flows[0].Flow.Protocol,
        PortsOf(flows),
        new OpeningRemote.SameService(),
        "the tunnel between the service's nodes"));

    /// <summary>One opening for all components that follow the service's list, one for each that has a list of its own.</summary>
    private static IEnumerable<Opening> Clients(IEnumerable<ImmutableArray<FlowRole>> components, ServiceSpec service)
    {
        var shared = CidrSet.Merge(new ClientAccess(service.AllowedSources, service.PublicAccess).Sources);
        return
            from component in components
            let sources = SourcesOf(component)
            let own = sources.SequenceEqual(shared) ? null : component[0].Component
            group component by (Own: own, component[0].Flow.Protocol) into rule
            let flows = rule.SelectMany(component => component).ToImmutableArray()
            select new Opening(
                rule.Key.Own is null ? OpeningKind.Clients : OpeningKind.ClientsOf,
                rule.Key.Own is null ? "clients" : $"clients-{rule.Key.Own}",
                rule.Key.Own,
                Inbound: true,
                rule.Key.Protocol,
                PortsOf(flows),
                new OpeningRemote.Networks(SourcesOf(flows)),
                $"clients of {string.Join(", ", rule.Select(component => component[0].Component).Order(StringComparer.Ordinal))}");
    }

    private static Opening Egress(EgressFlow flow) => new(
        OpeningKind.Egress,
        flow.Key[(flow.Service.Length + 1)..].Replace('/', '-'),
        null,
        Inbound: false,
        flow.Protocol,
        [.. NumberRange.Of(flow.Ports)],
        new OpeningRemote.Networks(CidrSet.Merge(flow.Cidrs)),
        flow.Reason);

    private static ImmutableArray<Cidr> SourcesOf(IEnumerable<FlowRole> flows) =>
        CidrSet.Merge(flows.SelectMany(role => ((FlowSource.Networks)role.Flow.Source).Cidrs));

    private static ImmutableArray<NumberRange> PortsOf(IEnumerable<FlowRole> flows) => [.. NumberRange.Of(flows.SelectMany(role => role.Flow.Ports))];
}
