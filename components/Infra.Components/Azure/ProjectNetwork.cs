using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Core;
using Pulumi.Azure.Network;
using Subnet = Infra.Core.Topology.Subnet;

namespace Infra.Components.Azure;

/// <summary>
/// A project's own resource group and virtual network: a workload subnet for each zone, and one NAT gateway with a fixed
/// address prefix a zone, so that losing a zone takes no other zone's way out with it. Nothing in it has a public address but
/// NAT, which on Azure needs no subnet: the places of the public subnets stay free.
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    // The smallest there is: two addresses.
    private const int PrefixLength = 31;

    private readonly ProjectContext _context;
    private readonly VirtualNetwork _network;
    private readonly ImmutableSortedDictionary<string, Pulumi.Azure.Network.Subnet> _subnets;
    private readonly ImmutableSortedDictionary<string, WayOut> _waysOut;

    /// <param name="name">The project's name; prefix of every name inside.</param>
    public ProjectNetwork(string name, ProjectContext context, ComponentResourceOptions? options = null)
        : base("infra:azure:ProjectNetwork", name, options)
    {
        _context = context;
        var (spec, topology) = (context.Plan.Spec, context.Plan.Topology);
        var group = new ResourceGroup(
            name,
            new ResourceGroupArgs { Name = CloudNames.Of(name), Location = spec.Region, Tags = Tags.OfProject(context) },
            Child());
        Home = new ResourceGroupReference(group.Name, spec.Region);
        _network = new VirtualNetwork(
            name,
            new VirtualNetworkArgs
            {
                Name = name,
                ResourceGroupName = Home.Name,
                Location = Home.Location,
                AddressSpaces = { topology.Cidr.ToString() },
                Tags = Tags.OfProject(context),
            },
            // Never replaced: name, group and region of a project stay.
            new CustomResourceOptions { Parent = this, Protect = spec.TerminationProtection });
        _subnets = topology.Subnets
            .Where(subnet => subnet.Role == SubnetRole.Workload)
            .ToImmutableSortedDictionary(subnet => subnet.Key, CreateSubnet, StringComparer.Ordinal);

        // Enhanced compliance has no gateway at all: what is not there cannot be opened by mistake.
        _waysOut = spec.Deployment == DeploymentModel.Ece
            ? ImmutableSortedDictionary<string, WayOut>.Empty
            : topology.Subnets
                .Where(subnet => subnet.Role == SubnetRole.Workload)
                .ToImmutableSortedDictionary(subnet => subnet.Zone.Key, CreateWayOut, StringComparer.Ordinal);
        RegisterOutputs();
    }

    /// <summary>The project's resource group.</summary>
    public ResourceGroupReference Home { get; }

    public Output<string> NetworkId => _network.Id;

    public Output<string> NetworkName => _network.Name;

    /// <summary>Zone key to the addresses that zone's nodes are seen from outside, a prefix: <c>192.0.2.4/31</c>.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses =>
        _waysOut.ToImmutableSortedDictionary(zone => zone.Key, zone => zone.Value.Prefix, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">No such subnet, or one that is not for nodes.</exception>
    public Output<string> SubnetId(string subnetKey) => _subnets[subnetKey].Id;

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => _waysOut.TryGetValue(zone.Key, out var wayOut) ? wayOut.Ready : [];

    private Pulumi.Azure.Network.Subnet CreateSubnet(Subnet subnet) => new(
        $"{_context.Plan.Spec.Name}-{subnet.Key}",
        new SubnetArgs
        {
            Name = subnet.Key,
            ResourceGroupName = Home.Name,
            VirtualNetworkName = _network.Name,
            AddressPrefixes = { subnet.Cidr.ToString() },
            // Otherwise Azure lends VMs an address of its own choice to leave through.
            DefaultOutboundAccessEnabled = false,
        },
        Child());

    private WayOut CreateWayOut(Subnet workload)
    {
        // Of its own, apart from the gateway: partners allow-list these addresses, so replacing the gateway must keep them.
        var name = $"{_context.Plan.Spec.Name}-nat-{workload.Zone.Key}";
        var prefix = new PublicIpPrefix(
            name,
            new PublicIpPrefixArgs
            {
                Name = name,
                ResourceGroupName = Home.Name,
                Location = Home.Location,
                Sku = "Standard",
                IpVersion = "IPv4",
                PrefixLength = PrefixLength,
                Zones = { workload.Zone.Name },
                Tags = Tags.OfProject(_context),
            },
            Child());
        var nat = new NatGateway(
            name,
            new NatGatewayArgs
            {
                Name = name,
                ResourceGroupName = Home.Name,
                Location = Home.Location,
                SkuName = "Standard",
                Zones = { workload.Zone.Name },
                Tags = Tags.OfProject(_context),
            },
            // Two gateways cannot have one name, nor one prefix: the old one lets go first.
            new CustomResourceOptions { Parent = this, DeleteBeforeReplace = true });
        var address = new NatGatewayPublicIpPrefixAssociation(
            name,
            new NatGatewayPublicIpPrefixAssociationArgs { NatGatewayId = nat.Id, PublicIpPrefixId = prefix.Id },
            new CustomResourceOptions { Parent = this, DeleteBeforeReplace = true });
        var used = new SubnetNatGatewayAssociation(
            name,
            new SubnetNatGatewayAssociationArgs { SubnetId = SubnetId(workload.Key), NatGatewayId = nat.Id },
            new CustomResourceOptions { Parent = this, DeleteBeforeReplace = true });
        return new WayOut(prefix.IpPrefix, [address, used]);
    }

    private CustomResourceOptions Child() => new() { Parent = this };

    private sealed record WayOut(Output<string> Prefix, ImmutableArray<Resource> Ready);
}
