using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Gcp.Compute.Inputs;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// A project's own network: a workload and a public subnetwork for each zone, and one NAT with a fixed address per zone, so that, as on
/// the other clouds, nodes appear under their zone's address; a node with a public address uses that instead. Of the resources here only
/// NAT has a public address.
/// </summary>
internal sealed class OwnNetwork(string project, ProjectNetworkArgs args, Resource parent)
{
    internal NetworkParts Create()
    {
        var network = CreateNetwork();
        var subnets = args.Subnets.ToImmutableSortedDictionary(
            subnet => subnet.Key,
            subnet => CreateSubnet(subnet, network).SelfLink,
            StringComparer.Ordinal
        );

        // Enhanced compliance has no gateway at all: one that does not exist cannot be opened by mistake.
        var nats = args.IsClosed ? ImmutableSortedDictionary<string, ZoneNat>.Empty : CreateNat(network, subnets);
        return new NetworkParts(
            network.SelfLink,
            subnets,
            nats.Where(zone => zone.Value.Address is not null)
                .ToImmutableSortedDictionary(zone => zone.Key, zone => zone.Value.Address!, StringComparer.Ordinal),
            nats.ToImmutableSortedDictionary(zone => zone.Key, zone => zone.Value.Ready, StringComparer.Ordinal)
        );
    }

    private Compute.Network CreateNetwork() =>
        new(
            project,
            new Compute.NetworkArgs
            {
                Name = CloudNames.Of(project),
                // Custom mode: an auto-mode network has a subnetwork in every region of the world.
                AutoCreateSubnetworks = false,
                RoutingMode = "REGIONAL",
                Mtu = CloudLimits.For(CloudKind.Gcp).PathMtuBytes,
                // The default route is declared below, or does not exist.
                DeleteDefaultRoutesOnCreate = true,
            },
            // Never replaced, and part of every project: while it is protected, the stack cannot be destroyed as a whole.
            new CustomResourceOptions { Parent = parent, Protect = args.TerminationProtection }
        );

    private Compute.Subnetwork CreateSubnet(Subnet subnet, Compute.Network network) =>
        new(
            $"{project}-{subnet.Key}",
            new Compute.SubnetworkArgs
            {
                Name = CloudNames.Of(project, subnet.Key),
                Network = network.SelfLink,
                Region = args.Region,
                IpCidrRange = subnet.Cidr.ToString(),
                StackType = "IPV4_ONLY",
                // Without it Google's APIs are reached like any other outside address: through NAT. Egress limits both.
                PrivateIpGoogleAccess = args.HasStorageEndpoint && subnet.Role != SubnetRole.Public,
            },
            Child()
        );

    private ImmutableSortedDictionary<string, ZoneNat> CreateNat(
        Compute.Network network,
        ImmutableSortedDictionary<string, Output<string>> subnets
    )
    {
        var route = new Compute.Route(
            $"{project}-default",
            new Compute.RouteArgs
            {
                Name = CloudNames.Of(project, "default"),
                Network = network.SelfLink,
                DestRange = "0.0.0.0/0",
                NextHopGateway = "default-internet-gateway",
                Priority = 1000,
            },
            Child()
        );
        var workload = args.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload);
        // Nodes with public addresses use those, over the same route.
        if (args.Nat == NatMode.None)
            return workload.ToImmutableSortedDictionary(subnet => subnet.Zone.Key, _ => new ZoneNat(null, [route]), StringComparer.Ordinal);
        var router = new Compute.Router(
            project,
            new Compute.RouterArgs
            {
                Name = CloudNames.Of(project),
                Network = network.SelfLink,
                Region = args.Region,
            },
            Child()
        );
        return workload.ToImmutableSortedDictionary(
            subnet => subnet.Zone.Key,
            subnet => CreateZoneNat(subnet, subnets[subnet.Key], router, route),
            StringComparer.Ordinal
        );
    }

    private ZoneNat CreateZoneNat(Subnet workload, Output<string> link, Compute.Router router, Compute.Route route)
    {
        // Separate from NAT: partners allowlist this address, so it must survive a replacement of NAT.
        var name = $"{project}-nat-{workload.Zone.Key}";
        var address = new Compute.Address(
            name,
            new Compute.AddressArgs
            {
                Name = CloudNames.Of(project, "nat", workload.Zone.Key),
                Region = args.Region,
                AddressType = "EXTERNAL",
                NetworkTier = "PREMIUM",
            },
            Child()
        );
        var nat = new Compute.RouterNat(
            name,
            new Compute.RouterNatArgs
            {
                Name = CloudNames.Of(project, "nat", workload.Zone.Key),
                Router = router.Name,
                Region = args.Region,
                // Never an address of Google's choice: it would change.
                NatIpAllocateOption = "MANUAL_ONLY",
                NatIps = { address.SelfLink },
                SourceSubnetworkIpRangesToNat = "LIST_OF_SUBNETWORKS",
                Subnetworks =
                {
                    new RouterNatSubnetworkArgs { Name = link, SourceIpRangesToNats = { "PRIMARY_IP_RANGE" } },
                },
                LogConfig = new RouterNatLogConfigArgs { Enable = true, Filter = "ERRORS_ONLY" },
            },
            // Two NATs cannot share an address or a subnetwork: the old one is deleted first.
            new CustomResourceOptions { Parent = parent, DeleteBeforeReplace = true }
        );
        return new ZoneNat(address.IPAddress, [route, nat]);
    }

    private CustomResourceOptions Child() => new() { Parent = parent };

    /// <param name="Address">Source address of the nodes; null without NAT.</param>
    private sealed record ZoneNat(Output<string>? Address, ImmutableArray<Resource> Ready);
}
