using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Core;

namespace Infra.Components.Azure;

/// <summary>
/// A project's own resource group, and its network: one of its own (<see cref="OwnNetwork"/>), or subnets of one that exists
/// (<see cref="ExistingNetwork"/>).
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly NetworkParts _parts;

    /// <param name="name">The project's name; prefix of every name inside.</param>
    public ProjectNetwork(string name, ProjectContext context, ComponentResourceOptions? options = null)
        : base("infra:azure:ProjectNetwork", name, options)
    {
        var spec = context.Plan.Spec;
        var group = new ResourceGroup(
            name,
            new ResourceGroupArgs
            {
                Name = CloudNames.Of(name),
                Location = spec.Region,
                Tags = Tags.OfProject(context),
            },
            new CustomResourceOptions { Parent = this }
        );
        Home = new ResourceGroupReference(group.Name, spec.Region);
        _parts = spec.Network is { } existing
            ? new ExistingNetwork(context, existing, this).Create()
            : new OwnNetwork(name, context, Home, this).Create();
        RegisterOutputs();
    }

    /// <summary>The project's resource group.</summary>
    public ResourceGroupReference Home { get; }

    public Output<string> NetworkId => _parts.NetworkId;

    public Output<string> NetworkName => _parts.NetworkName;

    /// <summary>Zone key to the addresses that zone's nodes are seen from outside, a prefix: <c>192.0.2.4/31</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <exception cref="KeyNotFoundException">No such subnet, or one that is not for nodes.</exception>
    public Output<string> SubnetId(string subnetKey) => _parts.SubnetIds[subnetKey];

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => _parts.Ready.GetValueOrDefault(zone.Key, []);
}
