using System.Collections.Immutable;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>
/// A project's network: one of its own (<see cref="OwnNetwork"/>), or subnetworks of one that exists
/// (<see cref="ExistingNetwork"/>).
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly NetworkParts _parts;

    /// <param name="name">The project's name; prefix of every name inside.</param>
    public ProjectNetwork(string name, ProjectContext context, ComponentResourceOptions? options = null)
        : base("infra:gcp:ProjectNetwork", name, options)
    {
        _parts = context.Plan.Spec.Network is { } existing
            ? new ExistingNetwork(context, existing, this).Create()
            : new OwnNetwork(name, context, this).Create();
        RegisterOutputs();
    }

    public Output<string> NetworkLink => _parts.NetworkLink;

    /// <summary>Zone key to the address that zone's nodes are seen from outside.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <exception cref="KeyNotFoundException">No such subnet in the topology.</exception>
    public Output<string> SubnetLink(string subnetKey) => _parts.SubnetLinks[subnetKey];

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => _parts.Ready.GetValueOrDefault(zone.Key, []);
}
