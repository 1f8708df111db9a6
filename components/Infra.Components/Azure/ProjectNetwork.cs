using System.Collections.Immutable;
using Infra.Core.Catalog;
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
    public ProjectNetwork(string name, ProjectNetworkArgs args, ComponentResourceOptions? options = null)
        : base("infra:azure:ProjectNetwork", name, options)
    {
        var group = new ResourceGroup(
            name,
            new ResourceGroupArgs
            {
                Name = CloudNames.Of(name),
                Location = args.Region,
                Tags = args.Tags,
            },
            new CustomResourceOptions { Parent = this }
        );
        Home = new ResourceGroupReference(group.Name, args.Region);
        _parts = args.Existing is { } existing
            ? new ExistingNetwork(args, existing, this).Create()
            : new OwnNetwork(name, args, Home, this).Create();
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["resourceGroup"] = Home.Name,
                ["networkId"] = NetworkId,
                ["subnetIds"] = SubnetIds,
                ["natAddresses"] = NatAddresses,
            }
        );
    }

    /// <summary>The project's resource group.</summary>
    public ResourceGroupReference Home { get; }

    /// <summary>The virtual network's resource id.</summary>
    public Output<string> NetworkId => _parts.NetworkId;

    /// <summary>The virtual network's name.</summary>
    public Output<string> NetworkName => _parts.NetworkName;

    /// <summary>Zone key to the addresses that zone's nodes are seen from outside, a prefix: <c>192.0.2.4/31</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <summary>Ids of the workload subnets, by key: <c>workload-a</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> SubnetIds => _parts.SubnetIds;

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(string zoneKey) => _parts.Ready.GetValueOrDefault(zoneKey, []);
}
