using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Azure;

/// <summary>What network security groups do not filter.</summary>
internal static class AzurePlatform
{
    /// <summary>
    /// The host's virtual addresses: DHCP, DNS, the agent's WireServer; instance metadata. No rule applies to them unless it names their
    /// service tags, AzurePlatformDNS, AzurePlatformIMDS and AzurePlatformLKM
    /// (https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#azure-platform-considerations). So a deny-all
    /// does not cut nodes off from DNS and metadata, and an allow rule cannot limit them to the policy's ports; only the node's own
    /// firewall restricts other programs there. Inbound is different: load balancers' health probes do pass through the groups, and since
    /// there are no load balancers, the final deny blocks them.
    /// </summary>
    internal static readonly ImmutableArray<Cidr> Unfiltered = [Cidr.Parse("168.63.129.16/32"), Cidr.Parse("169.254.169.254/32")];
}
