using System.Text;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Bench;

/// <summary>
/// The same intent in ferm's language, IPv4: established connections first, the same ICMP, the same sources and ports, the same
/// rejection. ferm expands sources and ports into rules; that is its purpose.
/// </summary>
internal static class FermInput
{
    internal static string Of(ProjectPlan plan, string nodeKey)
    {
        var node = plan.Topology.Nodes.First(node => node.Key == nodeKey);
        var text = new StringBuilder(
            """
            domain ip table filter chain INPUT {
              policy ACCEPT;
              interface lo ACCEPT;
              mod conntrack ctstate (RELATED ESTABLISHED) ACCEPT;
              mod conntrack ctstate INVALID DROP;
              proto icmp icmp-type (3 8 11 12) ACCEPT;

            """
        );
        foreach (var flow in plan.Policy.Flows.Where(flow => flow.Service == node.Service))
        {
            var sources = flow.Purpose switch
            {
                FlowPurpose.FromOutside from => from.Sources.Where(cidr => cidr.Family == IpFamily.V4).Select(cidr => cidr.ToString()),
                FlowPurpose.Tunnel => plan
                    .Topology.Nodes.Where(peer => peer.Service == node.Service && peer != node)
                    .Select(peer => peer.Address.ToString()),
                _ => [],
            };
            var list = string.Join(' ', sources);
            if (list.Length > 0)
            {
                text.Append(
                    $"  saddr ({list}) proto {(flow.Protocol == IpProtocol.Tcp ? "tcp" : "udp")} dport "
                        + $"({string.Join(' ', flow.Ports.AsNumbers())}) ACCEPT;\n"
                );
            }
        }

        return text.Append("  proto tcp REJECT reject-with tcp-reset;\n  REJECT;\n}\n").ToString();
    }
}
