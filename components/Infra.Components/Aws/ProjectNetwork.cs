using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>A project's network: its own VPC (<see cref="OwnVpc"/>), or subnets of an existing one (<see cref="ExistingVpc"/>).</summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly NetworkParts _parts;

    /// <param name="name">The project's name; prefix of every resource name inside.</param>
    public ProjectNetwork(string name, ProjectNetworkArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:ProjectNetwork", name, options)
    {
        _parts = args.Existing is { } existing
            ? new ExistingVpc(name, args, existing, this).Create()
            : new OwnVpc(name, args, this).Create();
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["vpcId"] = RegisteredOutputs.Of(VpcId),
                ["subnetIds"] = RegisteredOutputs.Of(SubnetIds),
                ["natAddresses"] = RegisteredOutputs.Of(NatAddresses),
            }
        );
    }

    public Output<string> VpcId => _parts.VpcId;

    /// <summary>Zone key to the source address, as seen from outside, of its nodes without public addresses.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <summary>
    /// IDs of the route tables of the nodes' subnets: by workload subnet key, and <c>exposed</c> for all exposed subnets. Empty for an
    /// existing network.
    /// </summary>
    public IReadOnlyDictionary<string, Output<string>> RouteTableIds => _parts.RouteTableIds;

    /// <summary>Subnet IDs by key, such as <c>workload-a</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> SubnetIds => _parts.SubnetIds;

    /// <summary>Resources a node in this subnet needs before it boots, since first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(string subnetKey) => _parts.Ready.GetValueOrDefault(subnetKey, []);
}
