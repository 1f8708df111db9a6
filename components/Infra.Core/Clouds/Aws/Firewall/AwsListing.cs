using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// AWS rules as text. A line consists of words up to <c>#</c>, followed by the rule's name and purpose: <c>orders-db in tcp 21900-21902
/// 10.7.0.0/16</c>, <c>workload in 1000 allow tcp 22 198.51.100.0/28</c>, <c>internet 1.0.0.0/8</c>.
/// </summary>
internal static class AwsListing
{
    internal static ImmutableArray<SdnFile> Of(AwsFirewall firewall) =>
        [
            .. firewall.Acl is { } acl
                ?
                [
                    new SdnFile(
                        "network-acl",
                        Write(acl, AwsQuotas.NetworkAclRules.In(firewall.Plan.Spec.Quotas)),
                        "the nodes' subnets' network ACL"
                    ),
                ]
                : Array.Empty<SdnFile>(),
            .. firewall.PrefixLists is { IsEmpty: false } lists
                ? [new SdnFile("prefix-lists", Write(lists), "what rules mean by a list's name")]
                : Array.Empty<SdnFile>(),
            new SdnFile("security-groups", WriteGroups(firewall), "each service's security groups"),
        ];

    private static string WriteGroups(AwsFirewall firewall)
    {
        var text = new StringBuilder();
        text.Append("# group, direction, protocol, ports, other end. A node has its service's group and those named '<service>.…'.\n");
        text.Append("# What no line of any of them allows is dropped; replies pass.\n");
        text.Append($"# Never filtered: {string.Join(", ", AwsPlatform.Unfiltered(firewall.Plan.Topology.Cidr))}.\n");
        var limit = AwsQuotas.SecurityGroupRules.In(firewall.Plan.Spec.Quotas);
        foreach (var group in firewall.Services.Values.SelectMany(groups => groups))
        {
            var inbound = SecurityGroupQuota.Cost(group, SdnDirection.Ingress, IpFamily.V4);
            var outbound = SecurityGroupQuota.Cost(group, SdnDirection.Egress, IpFamily.V4);
            text.Append(CultureInfo.InvariantCulture, $"\n# {group.Key}: {inbound} in and {outbound} out, of {limit} each\n");
            foreach (var rule in group.Rules)
            {
                text.Append(
                    $"{group.Key} {Direction(rule.Direction)} {RuleName.Of(rule.Protocol)} {Ports(rule.Ports)} "
                        + $"{OtherEnd(rule.Remote, group)}"
                );
                text.Append($"  # {rule.Key}: {rule.Description}\n");
            }
        }

        return text.ToString();
    }

    private static string Write(ImmutableArray<PrefixList> lists)
    {
        var text = new StringBuilder("# list, network. A rule that names a list costs as many rules as the list has networks.\n");
        foreach (var list in lists)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {list.Key}: {list.Entries.Length}\n");
            foreach (var entry in list.Entries)
            {
                text.Append($"{list.Key} {entry}\n");
            }
        }

        return text.ToString();
    }

    private static string Write(NetworkAcl acl, int limit)
    {
        var text = new StringBuilder();
        text.Append("# list, direction, number, verdict, protocol, ports of the packet's destination, other end. The lowest number that\n");
        text.Append(
            "# matches decides, what none matches is denied; replies need rules of their own. Within a subnet nothing is filtered.\n"
        );
        foreach (var direction in acl.Rules.GroupBy(rule => rule.Direction))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n# {Direction(direction.Key)}: {direction.Count() + 1} of {limit}, the default deny included\n"
            );
            foreach (var rule in direction)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{NetworkAcl.Name} {Direction(rule.Direction)} {rule.Number} {(rule.Allows ? "allow" : "deny")} "
                );
                text.Append($"{Protocol(rule.Traffic.Protocol)} {Ports(rule.Traffic.Ports)} {rule.Cidr}  # {rule.Key}: {rule.Purpose}\n");
            }
        }

        return text.ToString();
    }

    private static string Direction(SdnDirection direction) => direction == SdnDirection.Ingress ? "in" : "out";

    private static string Ports(NumberRange? ports) => ports is { } range ? $"{range}" : RuleName.Everything;

    private static string OtherEnd(SecurityGroupRemote remote, SecurityGroup group) =>
        remote switch
        {
            SecurityGroupRemote.Network network => $"{network.Cidr}",
            SecurityGroupRemote.SameService => $"group:{group.Service}",
            SecurityGroupRemote.List list => $"list:{list.Of.Key}",
            _ => throw new InvalidOperationException($"No words for {remote}."),
        };

    private static string Protocol(AclProtocol protocol) =>
        protocol switch
        {
            AclProtocol.All => RuleName.Everything,
            AclProtocol.Tcp => "tcp",
            AclProtocol.Udp => "udp",
            AclProtocol.Esp => "esp",
            AclProtocol.IcmpUnreachable => "icmp-3",
            _ => throw new InvalidOperationException($"No word for {protocol}."),
        };
}
