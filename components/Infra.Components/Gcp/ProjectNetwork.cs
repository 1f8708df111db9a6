using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Gcp.Compute.Inputs;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// A project's own network: a workload and a public subnetwork for each zone, and one NAT with a fixed address a zone, so
/// that nodes are seen from the address of their zone, as on the other clouds. Nothing in it has a public address but NAT.
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly string _project;
    private readonly string _region;
    private readonly Compute.Network _network;
    private readonly ImmutableSortedDictionary<string, Compute.Subnetwork> _subnets;
    private readonly ImmutableDictionary<string, WayOut> _waysOut;

    /// <param name="name">The project's name; prefix of every name inside.</param>
    public ProjectNetwork(string name, ProjectContext context, ComponentResourceOptions? options = null)
        : base("infra:gcp:ProjectNetwork", name, options)
    {
        _project = name;
        _region = context.Plan.Spec.Region;
        var topology = context.Plan.Topology;
        _network = new Compute.Network(
            name,
            new Compute.NetworkArgs
            {
                Name = CloudNames.Of(name),
                // Custom mode: an automatic network has a subnetwork in every region of the world.
                AutoCreateSubnetworks = false,
                RoutingMode = "REGIONAL",
                Mtu = CloudLimits.For(CloudKind.Gcp).PathMtuBytes,
                // The way out is declared below, or there is none.
                DeleteDefaultRoutesOnCreate = true,
            },
            // Never replaced, and part of every project: with it protected, the stack cannot be destroyed as a whole.
            new CustomResourceOptions { Parent = this, Protect = context.Plan.Spec.TerminationProtection });
        _subnets = topology.Subnets.ToImmutableSortedDictionary(subnet => subnet.Key, CreateSubnet, StringComparer.Ordinal);

        // Enhanced compliance has no gateway at all: what is not there cannot be opened by mistake.
        _waysOut = context.Plan.Spec.Deployment == DeploymentModel.Ece
            ? ImmutableDictionary<string, WayOut>.Empty
            : CreateWaysOut(topology);
        RegisterOutputs();
    }

    public Output<string> NetworkLink => _network.SelfLink;

    /// <summary>Zone key to the address that zone's nodes are seen from outside.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses =>
        _waysOut.ToImmutableDictionary(zone => zone.Key, zone => zone.Value.Address);

    /// <exception cref="KeyNotFoundException">No such subnet in the topology.</exception>
    public Output<string> SubnetLink(string subnetKey) => _subnets[subnetKey].SelfLink;

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) =>
        _waysOut.TryGetValue(zone.Key, out var wayOut) ? wayOut.Ready : [];

    private Compute.Subnetwork CreateSubnet(Subnet subnet) => new(
        $"{_project}-{subnet.Key}",
        new Compute.SubnetworkArgs
        {
            Name = CloudNames.Of(_project, subnet.Key),
            Network = _network.SelfLink,
            Region = _region,
            IpCidrRange = subnet.Cidr.ToString(),
            StackType = "IPV4_ONLY",
            // Google's APIs are reached like everything else outside: through NAT, as far as egress allows.
            PrivateIpGoogleAccess = false,
        },
        Child());

    private ImmutableDictionary<string, WayOut> CreateWaysOut(ProjectTopology topology)
    {
        var route = new Compute.Route(
            $"{_project}-default",
            new Compute.RouteArgs
            {
                Name = CloudNames.Of(_project, "default"),
                Network = _network.SelfLink,
                DestRange = "0.0.0.0/0",
                NextHopGateway = "default-internet-gateway",
                Priority = 1000,
            },
            Child());
        var router = new Compute.Router(
            _project,
            new Compute.RouterArgs { Name = CloudNames.Of(_project), Network = _network.SelfLink, Region = _region },
            Child());
        return topology.Subnets
            .Where(subnet => subnet.Role == SubnetRole.Workload)
            .ToImmutableDictionary(subnet => subnet.Zone.Key, subnet => CreateWayOut(subnet, router, route));
    }

    private WayOut CreateWayOut(Subnet workload, Compute.Router router, Compute.Route route)
    {
        // Of its own, apart from NAT: partners allow-list this address, so replacing NAT must keep it.
        var name = $"{_project}-nat-{workload.Zone.Key}";
        var address = new Compute.Address(
            name,
            new Compute.AddressArgs
            {
                Name = CloudNames.Of(_project, "nat", workload.Zone.Key),
                Region = _region,
                AddressType = "EXTERNAL",
                NetworkTier = "PREMIUM",
            },
            Child());
        var nat = new Compute.RouterNat(
            name,
            new Compute.RouterNatArgs
            {
                Name = CloudNames.Of(_project, "nat", workload.Zone.Key),
                Router = router.Name,
                Region = _region,
                // Never an address of Google's choice: it would change.
                NatIpAllocateOption = "MANUAL_ONLY",
                NatIps = { address.SelfLink },
                SourceSubnetworkIpRangesToNat = "LIST_OF_SUBNETWORKS",
                Subnetworks =
                {
                    new RouterNatSubnetworkArgs { Name = _subnets[workload.Key].SelfLink, SourceIpRangesToNats = { "PRIMARY_IP_RANGE" } },
                },
                LogConfig = new RouterNatLogConfigArgs { Enable = true, Filter = "ERRORS_ONLY" },
            },
            // Two NATs cannot hold one address, nor one subnetwork: the old one lets go first.
            new CustomResourceOptions { Parent = this, DeleteBeforeReplace = true });
        return new WayOut(address.IPAddress, [route, nat]);
    }

    private CustomResourceOptions Child() => new() { Parent = this };

    private sealed record WayOut(Output<string> Address, ImmutableArray<Resource> Ready);
}
