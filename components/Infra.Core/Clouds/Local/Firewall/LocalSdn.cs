using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Firewall;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Local;

/// <summary>
/// The local cloud's own firewall, outside the VMs: an nft table on the router that every packet between nodes, clients and the internet
/// passes. A separate layer, like security groups: both it and the node's filter must allow a flow. Loaded in one transaction.
/// </summary>
internal static class LocalSdn
{
    /// <summary>The table as nft text. Denied packets are counted and rejected immediately, never dropped silently.</summary>
    public static string Emit(ProjectSpec spec, ProjectTopology topology, NetworkPolicy policy)
    {
        var services = spec
            .Services.Keys.Concat(topology.Bastions.IsEmpty ? Array.Empty<string>() : [Bastion.Owner])
            .Order(StringComparer.Ordinal)
            .Select(service => new NodeSets(service, topology))
            .ToImmutableArray();
        var rules = policy.Flows.SelectMany(flow => FlowRules.Of(flow)).ToImmutableArray();
        var egress = policy.Egress.SelectMany(flow => EgressRule.Of(flow)).ToImmutableArray();
        string[] lines =
        [
            // Declared first so that deleting it cannot fail: the usual way to replace a whole table.
            "table inet sdn",
            "delete table inet sdn",
            "table inet sdn {",
            .. services.SelectMany(service => service.Lines()),
            .. rules.SelectMany(rule => rule.SetLines()),
            .. egress.SelectMany(rule => rule.SetLines()),
            "  chain forward {",
            "    type filter hook forward priority 0; policy drop;",
            // A packet from a VM must have a source address that is routed to this VM. Checked first: with another's address it could
            // inject packets into an established connection.
            "    iifname \"tap*\" fib saddr . iif oif missing counter drop comment \"spoofed\"",
            // ICMP errors about an allowed flow, including packet-too-big, are related to it.
            "    ct state established,related counter accept comment \"replies\"",
            "    ct state invalid counter drop comment \"invalid\"",
            .. rules.Select(rule => rule.Line()),
            .. egress.Select(rule => rule.Line()),
            "    meta l4proto tcp counter reject with tcp reset comment \"rejected\"",
            "    counter reject with icmpx admin-prohibited comment \"rejected\"",
            "  }",
            "}",
        ];
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The addresses of one service's nodes, of this generation and the next: both run during a replacement.</summary>
    private sealed record NodeSets(string Service, ProjectTopology Topology)
    {
        internal IEnumerable<string> Lines()
        {
            var addresses = ServiceAddresses.Of(Topology, Service).Order().ToArray();
            yield return NftSet.Declare(
                NftSet.NodesOf(Service, IpFamily.V4),
                IpFamily.V4,
                addresses.Where(a => a.Family == IpFamily.V4).Select(a => $"{a}")
            );
            yield return NftSet.Declare(
                NftSet.NodesOf(Service, IpFamily.V6),
                IpFamily.V6,
                addresses.Where(a => a.Family == IpFamily.V6).Select(a => $"{a}")
            );
        }
    }

    /// <summary>One flow in one family.</summary>
    private sealed record FlowRules(Flow Flow, IpFamily Family, string SourceSet, ImmutableArray<Cidr> Sources)
    {
        internal static IEnumerable<FlowRules> Of(Flow flow) =>
            flow.Purpose switch
            {
                FlowPurpose.FromOutside from => from
                    .Sources.GroupBy(cidr => cidr.Family)
                    .OrderBy(family => family.Key)
                    .Select(family => new FlowRules(flow, family.Key, NftSet.EndsOf(flow.Key, family.Key), [.. family.Order()])),
                FlowPurpose.Tunnel => new[] { IpFamily.V4, IpFamily.V6 }.Select(family => new FlowRules(
                    flow,
                    family,
                    NftSet.NodesOf(flow.Service, family),
                    []
                )),
                // Inside the tunnel: from outside only the tunnel itself is visible.
                FlowPurpose.Mesh => [],
                _ => throw new InvalidOperationException($"Flow {flow.Key}: the local SDN cannot express {flow.Purpose}."),
            };

        internal IEnumerable<string> SetLines() =>
            Sources.IsEmpty ? [] : [NftSet.Declare(SourceSet, Family, Sources.Select(cidr => $"{cidr}"))];

        internal string Line()
        {
            var ip = NftMatch.Family(Family);
            return $"    {ip} saddr @{SourceSet} {ip} daddr "
                + $"@{NftSet.NodesOf(Flow.Service, Family)}{NftMatch.Ports(Flow.Protocol, Flow.Ports)} counter accept "
                + $"comment \"{Flow.Key}\"";
        }
    }

    /// <summary>Connections that nodes of a service open, in one family.</summary>
    private sealed record EgressRule(EgressFlow Flow, IpFamily Family, ImmutableArray<Cidr> Destinations)
    {
        // The platform's addresses are the router's own: nothing is forwarded to them, its input rules cover them.
        internal static IEnumerable<EgressRule> Of(EgressFlow flow) =>
            flow.Purpose is EgressPurpose.Platform
                ? []
                : flow
                    .Cidrs.GroupBy(cidr => cidr.Family)
                    .OrderBy(family => family.Key)
                    .Select(family => new EgressRule(flow, family.Key, [.. family.Order()]));

        internal IEnumerable<string> SetLines() =>
            [NftSet.Declare(NftSet.EndsOf(Flow.Key, Family), Family, Destinations.Select(cidr => $"{cidr}"))];

        internal string Line()
        {
            var ip = NftMatch.Family(Family);
            var nodes = NftSet.NodesOf(Flow.Service, Family);
            return $"    iifname \"tap*\" {ip} saddr @{nodes} {ip} daddr "
                + $"@{NftSet.EndsOf(Flow.Key, Family)}{NftMatch.Ports(Flow.Protocol, Flow.Ports)} counter accept comment "
                + $"\"{Flow.Key}\"";
        }
    }
}
