using System.Collections.Immutable;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>
/// What nodes may open connections to, outside their own service. Name, time and metadata need no rule: the cloud
/// serves them on link-local addresses that its firewall does not filter.
/// </summary>
/// <param name="Name">Stable: names the rules.</param>
public sealed record SdnEgress(string Name, int TcpPort, string Reason)
{
    private static readonly ImmutableArray<SdnEgress> ThroughNat =
    [
        new("packages-http", 80, "Debian's package mirrors; packages are signed, so plain HTTP is what apt uses"),
        new("packages-https", 443, "package mirrors and object storage over TLS"),
    ];

    /// <summary>Enhanced compliance has no way out at all; the others reach packages through NAT.</summary>
    public static ImmutableArray<SdnEgress> For(DeploymentModel deployment) => deployment switch
    {
        DeploymentModel.Ece => [],
        _ => ThroughNat,
    };
}
