using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec;

/// <summary>
/// Networks that the internet does not route: RFC 1918, shared address space (RFC 6598) and unique local IPv6 (RFC 4193). Traffic from any
/// other source came over the internet, or could have.
/// </summary>
internal static class PrivateNetworks
{
    internal static readonly ImmutableArray<Cidr> All = CidrSet.Merge([
        Cidr.Parse("10.0.0.0/8"),
        Cidr.Parse("100.64.0.0/10"),
        Cidr.Parse("172.16.0.0/12"),
        Cidr.Parse("192.168.0.0/16"),
        Cidr.Parse("fc00::/7"),
    ]);

    internal static bool Contain(Cidr cidr) => All.Any(network => network.Contains(cidr));
}
