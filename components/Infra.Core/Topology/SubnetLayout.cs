using Infra.Core.Addressing;

namespace Infra.Core.Topology;

/// <summary>
/// Where subnets are in the project's network. Six zones have a fixed place from day one, used or not, and space is reserved for future
/// roles, so that adding zones never moves anything.
/// </summary>
/// <remarks>
/// Networks of /22 and wider: six eighths for the nodes of zones a-f, the seventh eighth for six small public subnets (gateways and
/// bastions: few addresses) and a managed tunnel's subnet, the last for six exposed ones. /23 and /24: sixteen equal blocks, 0-5 for nodes,
/// 6-11 public, 12-15 exposed in the first four zones, because no cloud accepts a subnet narrower than /28 (AWS) or /29 (Azure, GCP).
/// </remarks>
internal static class SubnetLayout
{
    /// <summary>Number of zones with a place.</summary>
    internal const int Zones = 6;

    private const int NarrowestRoomy = 22;

    /// <summary>Zone keys by index.</summary>
    internal const string ZoneKeys = "abcdef";

    // The mesh's /64 is far from any subnet's, so that no future role collides with it.
    private const int MeshSubnetId = 0xffff;

    // What remains of sixteen blocks.
    private const int ExposedZonesOfNarrow = 4;

    /// <summary>Whether a zone has a place for an exposed subnet.</summary>
    internal static bool HasExposed(Cidr project, int zone) => project.PrefixLength <= NarrowestRoomy || zone < ExposedZonesOfNarrow;

    /// <summary>A zone's subnet for a role; an exposed one only if <see cref="HasExposed"/>.</summary>
    internal static Cidr Of(Cidr project, SubnetRole role, int zone) =>
        (project.PrefixLength <= NarrowestRoomy, role) switch
        {
            (true, SubnetRole.Workload) => project.Subnet(project.PrefixLength + 3, (UInt128)zone),
            (true, SubnetRole.Public) => project.Subnet(project.PrefixLength + 3, Zones).Subnet(project.PrefixLength + 6, (UInt128)zone),
            (true, _) => project.Subnet(project.PrefixLength + 3, Zones + 1).Subnet(project.PrefixLength + 6, (UInt128)zone),
            (false, SubnetRole.Workload) => project.Subnet(project.PrefixLength + 4, (UInt128)zone),
            (false, SubnetRole.Public) => project.Subnet(project.PrefixLength + 4, (UInt128)(Zones + zone)),
            (false, _) => project.Subnet(project.PrefixLength + 4, (UInt128)(Zones + Zones + zone)),
        };

    /// <summary>The place of a managed tunnel's subnet: what six public subnets leave of their eighth, in a /21 or wider.</summary>
    internal static Cidr Tunnel(Cidr project) => project.Subnet(project.PrefixLength + 3, Zones).Subnet(project.PrefixLength + 5, 3);

    /// <summary>The /64 that goes with it: subnet IDs 0x10-0x15 for nodes, 0x20-0x25 public, 0x30-0x35 exposed.</summary>
    internal static Cidr Of6(Cidr ula, SubnetRole role, int zone) => ula.Subnet(64, (UInt128)((0x10 * (1 + (int)role)) + zone));

    /// <summary>The tunnel's /64.</summary>
    internal static Cidr Mesh(Cidr ula) => ula.Subnet(64, MeshSubnetId);
}
