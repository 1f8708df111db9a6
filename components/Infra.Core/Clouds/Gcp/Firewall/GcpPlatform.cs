using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Gcp;

/// <summary>What VPC firewall rules do not filter.</summary>
internal static class GcpPlatform
{
    /// <summary>
    /// The metadata server: instance metadata, DHCP, DNS and NTP; always allowed, both ways
    /// (https://cloud.google.com/firewall/docs/firewalls#alwaysallowed). A deny-all does not cut nodes off from it, and no rule could limit
    /// them to the policy's ports: only the node's own firewall can.
    /// </summary>
    internal static readonly ImmutableArray<Cidr> Unfiltered = [Cidr.Parse("169.254.169.254/32")];
}
