using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>
/// A project's network: its own (<see cref="OwnNetwork"/>), or subnetworks of an existing one (<see cref="ExistingNetwork"/>).
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly NetworkParts _parts;

    /// <param name="name">The project's name; prefix of every resource name inside.</param>
    public ProjectNetwork(string name, ProjectNetworkArgs args, ComponentResourceOptions? options = null)
        : base("infra:gcp:ProjectNetwork", name, options)
    {
        _parts = args.Existing is { } existing
            ? new ExistingNetwork(args, existing, this).Create()
            : new OwnNetwork(name, args, this).Create();
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["networkLink"] = RegisteredOutputs.Of(NetworkLink),
                ["subnetLinks"] = RegisteredOutputs.Of(SubnetLinks),
                ["natAddresses"] = RegisteredOutputs.Of(NatAddresses),
            }
        );
    }

    /// <summary>The network's link.</summary>
    public Output<string> NetworkLink => _parts.NetworkLink;

    /// <summary>Zone key to the source address of that zone's nodes, as seen from outside.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses => _parts.NatAddresses;

    /// <summary>Links of the subnetworks by key, such as <c>workload-a</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> SubnetLinks => _parts.SubnetLinks;

    /// <summary>Resources a node of this zone needs before it boots, since first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(string zoneKey) => _parts.Ready.GetValueOrDefault(zoneKey, []);
}
