using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Catalog;

/// <summary>A service that a cloud runs for every VM, on its own fixed addresses, and that nodes connect to.</summary>
/// <param name="Name">Stable, <c>[a-z][a-z0-9-]*</c>: part of the flow's key.</param>
/// <param name="Addresses">Empty if this cloud has no such service.</param>
/// <param name="Reason">Its purpose, human-readable.</param>
public sealed record PlatformService(
    string Name,
    ImmutableArray<IpAddr> Addresses,
    IpProtocol Protocol,
    ImmutableArray<int> Ports,
    string Reason
)
{
    /// <summary>As <see cref="EgressFlow.ForRootAlone"/>.</summary>
    public bool ForRootAlone { get; init; }
}
