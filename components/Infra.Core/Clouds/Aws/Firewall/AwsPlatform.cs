using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Clouds.Aws;

/// <summary>What AWS's filters see of the policy's destinations.</summary>
internal static class AwsPlatform
{
    private const int ResolverOffset = 2;
    private static readonly Cidr LinkLocal = Cidr.Parse("169.254.0.0/16");

    /// <summary>
    /// Addresses that neither security groups nor network ACLs filter: DNS, DHCP, time, instance metadata.
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html,
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    /// </summary>
    internal static ImmutableArray<Cidr> Unfiltered(Cidr project) => [LinkLocal, Cidr.Host(project.Network.Add(ResolverOffset))];

    /// <summary>Whether a flow's destinations include the whole IPv4 internet.</summary>
    internal static bool ReachesInternet(EgressFlow flow) => CidrSet.Subtract(InternetSpace.V4, flow.Cidrs).IsEmpty;
}
