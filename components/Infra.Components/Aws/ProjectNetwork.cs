using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>A project's network: a VPC of its own (<see cref="OwnVpc"/>), or subnets of one that exists (<see cref="ExistingVpc"/>).</summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly NetworkParts _parts;

    /// <param name="name">The project's name; prefix of every name inside.</param>
    public ProjectNetwork(string name, ProjectNetworkArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:ProjectNetwork", name, options)
    {
        _parts = args.Existing is { } existing
            ? new ExistingVpc(name, args, existing, this).Create()
            : new OwnVpc(name, args, this).Create();
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["vpcId"] = VpcId,
                ["subnetIds"] = SubnetIds,
                ["natAddresses"] = NatAddresses,
            }
        );
    }

    public Output<string> VpcId => _parts.VpcId;

    /// <summary>Zone key to the address that its nodes without public addresses are seen from outside.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <summary>
    /// Ids of the route tables of the nodes' subnets: by the key of a workload subnet, and <c>exposed</c> for all exposed ones. None
    /// where the network is somebody else's.
    /// </summary>
    public IReadOnlyDictionary<string, Output<string>> RouteTableIds => _parts.RouteTableIds;

    /// <summary>Ids of the subnets, by key: <c>workload-a</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> SubnetIds => _parts.SubnetIds;

    /// <summary>What a node in this subnet needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(string subnetKey) => _parts.Ready.GetValueOrDefault(subnetKey, []);
}
