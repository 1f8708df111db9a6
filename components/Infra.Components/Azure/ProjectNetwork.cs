using System.Collections.Immutable;
using Infra.Core.Catalog;
using Pulumi;
using Pulumi.Azure.Core;

namespace Infra.Components.Azure;

/// <summary>
/// A project's resource group and network: its own (<see cref="OwnNetwork"/>), or subnets of an existing one
/// (<see cref="ExistingNetwork"/>).
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly NetworkParts _parts;

    /// <param name="name">The project's name; prefix of every resource name inside.</param>
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
                ["resourceGroup"] = RegisteredOutputs.Of(Home.Name),
                ["networkId"] = RegisteredOutputs.Of(NetworkId),
                ["subnetIds"] = RegisteredOutputs.Of(SubnetIds),
                ["natAddresses"] = RegisteredOutputs.Of(NatAddresses),
            }
        );
    }

    /// <summary>The project's resource group.</summary>
    public ResourceGroupReference Home { get; }

    /// <summary>The virtual network's resource ID.</summary>
    public Output<string> NetworkId => _parts.NetworkId;

    /// <summary>The virtual network's name.</summary>
    public Output<string> NetworkName => _parts.NetworkName;

    /// <summary>Zone key to the prefix of that zone's source addresses, as seen from outside: <c>192.0.2.4/31</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <summary>IDs of the workload subnets by key, such as <c>workload-a</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> SubnetIds => _parts.SubnetIds;

    /// <summary>Resources a node of this zone needs before it boots, since first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(string zoneKey) => _parts.Ready.GetValueOrDefault(zoneKey, []);
}
