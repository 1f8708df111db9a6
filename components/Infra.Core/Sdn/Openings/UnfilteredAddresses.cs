using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Sdn.Openings;

/// <summary>
/// Addresses that a cloud serves itself and lets its VMs reach whatever its filter says. A rule about them would decide
/// nothing, so none is written; the node's own firewall is the one layer that filters them.
/// </summary>
internal static class UnfilteredAddresses
{
    /// <summary>The opening without them; null when nothing is left of it.</summary>
    internal static Opening? Without(Opening opening, ImmutableArray<IpAddr> unfiltered)
    {
        if (opening is not { Kind: OpeningKind.Egress, Remote: OpeningRemote.Networks networks })
        {
            return opening;
        }

        // Only what names them alone is dropped: a wider network is said as it is.
        ImmutableArray<Cidr> left = [.. networks.Cidrs.Where(cidr => !unfiltered.Any(address => cidr == Cidr.Host(address)))];
        return left.IsEmpty ? null : opening with { Remote = new OpeningRemote.Networks(left) };
    }
}
