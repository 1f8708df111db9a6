using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Sdn.Aws;

/// <summary>
/// Addresses that neither security groups nor network ACLs filter: DNS, DHCP, time, instance metadata. A rule about them
/// would decide nothing and cost quota; the node's own filter is the one layer that speaks of them.
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html,
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
/// </summary>
internal static class AwsPlatform
{
    private const int ResolverOffset = 2;
    private static readonly Cidr LinkLocal = Cidr.Parse("169.254.0.0/16");

    internal static ImmutableArray<Cidr> Unfiltered(Cidr project) => [LinkLocal, Cidr.Host(project.Network.Add(ResolverOffset))];

    /// <summary>A flow's destinations, without those that are filtered by nothing anyway.</summary>
    internal static ImmutableArray<Cidr> Filtered(EgressFlow flow, Cidr project)
    {
        var unfiltered = Unfiltered(project);
        return [.. flow.Cidrs.Where(cidr => !unfiltered.Any(free => free.Contains(cidr)))];
    }
}
