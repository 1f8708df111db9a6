using System.Buffers.Binary;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Sdn.Openings;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Priorities by meaning. The invariant: a rule's priority depends only on its own kind, component, protocol, name and family, so adding or
/// removing anything renumbers nothing. Azure requires them to be unique per group and direction, and rejects a new rule while an old one
/// still has its number, which never happens here. All allow rules commute and one deny comes last, so the numbers do not order anything;
/// they are only slots.
/// </summary>
/// <remarks>
/// <code> in 100- 107 management out 200- 207 peers in 110- 117 platform out 300-4095 what nodes may reach: by the name's hash in 200- 207
/// peers both 4096 deny all in 300- 307 clients of the service's list in 1000-4093 clients of one component: by its place in the service
/// type free for rules of the operator's own: in 120-199, 208-299, 308-999; out 100-199, 208-299 </code>
/// </remarks>
public static class NsgPriority
{
    /// <summary>Overrides Azure's default rules at 65000 and up: VNet to VNet, and out to the internet.</summary>
    public const int DenyAll = 4096;

    private const int Block = 8;
    private const int FirstEgress = 300;
    private const int FirstComponent = 1000;

    /// <param name="family">Null for a rule without addresses.</param>
    /// <param name="type">The service's type, whose components have fixed slots; a catalog test enforces them.</param>
    /// <exception cref="ArgumentException">The type has no such component.</exception>
    public static int Of(Opening opening, IpFamily? family, ServiceType? type) =>
        (family == IpFamily.V6 ? 1 : 0)
        + opening.Kind switch
        {
            OpeningKind.Management => 100 + Offset(opening.Protocol),
            OpeningKind.Platform => 110 + Offset(opening.Protocol),
            OpeningKind.Peers => 200 + Offset(opening.Protocol),
            OpeningKind.Clients => 300 + Offset(opening.Protocol),
            OpeningKind.ClientsOf => FirstComponent + (Block * PlaceOf(opening.Component, type)) + Offset(opening.Protocol),
            OpeningKind.Egress => FirstEgress + (2 * SlotOf(opening.Name)),
            _ => throw new ArgumentOutOfRangeException(nameof(opening), opening.Kind, "No such kind."),
        };

    // Two numbers per protocol: IPv4 and IPv6.
    private static int Offset(IpProtocol? protocol) =>
        protocol switch
        {
            IpProtocol.Tcp => 0,
            IpProtocol.Udp => 2,
            IpProtocol.Esp => 4,
            null => 6,
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No such protocol."),
        };

    private static int PlaceOf(string? component, ServiceType? type)
    {
        var place = type
            ?.Components.Select((known, index) => (known.Name, index))
            .Where(known => known.Name == component)
            .Select(known => (int?)known.index)
            .FirstOrDefault();
        return place ?? throw new ArgumentException($"The type {type?.Name} has no component {component}.", nameof(component));
    }

    // Users name the destinations, so there is no list to take a slot from. Two names may collide: a diagnostic.
    private static int SlotOf(string name) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(Stable.Sha256(name)) % ((DenyAll - FirstEgress) / 2));
}
