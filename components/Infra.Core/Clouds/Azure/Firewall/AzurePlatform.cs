using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Azure;

/// <summary>What network security groups do not filter.</summary>
internal static class AzurePlatform
{
    /// <summary>
    /// The host's virtual addresses: DHCP, DNS, the agent's WireServer; instance metadata. No rule applies to them unless it
    /// names their service tags, AzurePlatformDNS, AzurePlatformIMDS and AzurePlatformLKM
    /// (https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#azure-platform-considerations).
    /// That means: a deny-all does not cut nodes off from names and metadata, and neither can an allow rule limit them to
    /// the ports that the policy gives; what else runs on a node than what the policy knows is held back by the node's own
    /// firewall alone. Inbound is another matter: health probes of load balancers do come through the groups, and there
    /// are no load balancers here, so the final deny refuses them.
    /// </summary>
    internal static readonly ImmutableArray<Cidr> Unfiltered = [Cidr.Parse("168.63.129.16/32"), Cidr.Parse("169.254.169.254/32")];
}
