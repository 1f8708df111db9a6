using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Sdn;

/// <summary>Lowers the policy to the rules of the cloud's own firewall, one set a service.</summary>
public static class SdnCompiler
{
    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static SdnRuleSet Compile(ProjectPlan plan, string service)
    {
        if (!plan.Spec.Services.ContainsKey(service))
            throw new ArgumentException($"project {plan.Spec.Name} has no service {service}", nameof(service));

        var flows = ClientFlows.Join(plan.Policy.Flows.Where(flow => flow.Service == service)).SelectMany(FromFlow);
        var egress = plan.Policy.Egress.Where(flow => flow.Service == service).SelectMany(FromEgress);
        return new SdnRuleSet(service, [.. flows.Concat(egress).OrderBy(rule => rule.Key, StringComparer.Ordinal)]);
    }

    private static IEnumerable<SdnRule> FromFlow(Flow flow) => flow.Source switch
    {
        FlowSource.Networks networks =>
            from cidr in networks.Cidrs
            from port in PortsOf(flow)
            select Rule(flow, SdnDirection.Ingress, port, Suffix(cidr), new SdnRemote.Network(cidr)),

        // Tunnel packets cross the network in both directions, and either side may speak first.
        FlowSource.Peers =>
            from port in PortsOf(flow)
            from direction in new[] { SdnDirection.Ingress, SdnDirection.Egress }
            select Rule(flow, direction, port, direction == SdnDirection.Ingress ? "in" : "out", new SdnRemote.SameService()),

        // Inside the tunnel the cloud sees only the tunnel's packets; the node's own firewall filters these.
        FlowSource.MeshPeers => [],

        _ => throw new InvalidOperationException($"flow {flow.Key}: a source the cloud's firewall cannot express: {flow.Source}"),
    };

    private static IEnumerable<int?> PortsOf(Flow flow) => flow.Ports.IsEmpty ? [null] : flow.Ports.Select(port => (int?)port);

    private static SdnRule Rule(Flow flow, SdnDirection direction, int? port, string suffix, SdnRemote remote) => new(
        string.Join('.', [flow.Key.Replace('/', '.'), .. port is null ? Array.Empty<string>() : [$"{port}"], suffix]),
        flow.Key,
        direction,
        flow.Protocol,
        port,
        port,
        remote);

    // The platform's addresses need no rule: security groups filter neither link-local ones nor the network's resolver at base
    // plus two. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    private static IEnumerable<SdnRule> FromEgress(EgressFlow flow) => flow.Zone == FlowZones.Platform
        ? []
        : from cidr in flow.Cidrs
          from port in flow.Ports.IsEmpty ? [null] : flow.Ports.Select(port => (int?)port)
          select new SdnRule(
              string.Join('.', [flow.Key.Replace('/', '.'), .. port is null ? Array.Empty<string>() : [$"{port}"], Suffix(cidr)]),
              flow.Key,
              SdnDirection.Egress,
              flow.Protocol,
              port,
              port,
              new SdnRemote.Network(cidr));

    /// <summary>A network as part of a resource's name, where <c>/</c> reads as a path and <c>::</c> separates a URN's parts.</summary>
    private static string Suffix(Cidr cidr) => cidr.ToString().Replace('/', '_').Replace(':', '-');
}
