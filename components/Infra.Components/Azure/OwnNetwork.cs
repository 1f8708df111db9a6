using System.Collections.Immutable;
using Infra.Core.Clouds.Azure;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Network;
using Subnet = Infra.Core.Topology.Subnet;

namespace Infra.Components.Azure;

/// <summary>
/// A project's own virtual network: a workload subnet per zone, and one NAT gateway with a fixed address prefix per zone, so that losing
/// a zone does not take another zone's route out with it; or, if the stack file asks for it, one for all zones, or none. Only NAT has
/// public addresses here, and on Azure it needs no subnet: public subnets exist only for bastions.
/// </summary>
internal sealed class OwnNetwork(string project, ProjectNetworkArgs args, ResourceGroupReference home, Resource parent)
{
    // The smallest possible: two addresses.
    private const int PrefixLength = 31;

    internal NetworkParts Create()
    {
        var network = CreateNetwork();
        var workload = args.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload).ToImmutableArray();
        var subnets = args.Subnets.ToImmutableSortedDictionary(
            subnet => subnet.Key,
            subnet => CreateSubnet(subnet, network).Id,
            StringComparer.Ordinal
        );

        // Enhanced compliance has no gateway at all: one that does not exist cannot be opened by mistake.
        var nats = args.IsClosed ? ImmutableSortedDictionary<string, ZoneNat>.Empty : CreateNat(workload, subnets);
        return new NetworkParts(
            network.Id,
            network.Name,
            subnets,
            nats.ToImmutableSortedDictionary(zone => zone.Key, zone => zone.Value.Prefix, StringComparer.Ordinal),
            nats.ToImmutableSortedDictionary(zone => zone.Key, zone => zone.Value.Ready, StringComparer.Ordinal)
        );
    }

    private VirtualNetwork CreateNetwork() =>
        new(
            project,
            new VirtualNetworkArgs
            {
                Name = AzureNames.VirtualNetwork(project),
                ResourceGroupName = home.Name,
                Location = home.Location,
                AddressSpaces = { args.Cidr.ToString() },
                Tags = args.Tags,
            },
            // Never replaced: a project's name, group and region do not change.
            new CustomResourceOptions { Parent = parent, Protect = args.TerminationProtection }
        );

    private Pulumi.Azure.Network.Subnet CreateSubnet(Subnet subnet, VirtualNetwork network)
    {
        var settings = new SubnetArgs
        {
            Name = subnet.Key,
            ResourceGroupName = home.Name,
            VirtualNetworkName = network.Name,
            AddressPrefixes = { subnet.Cidr.ToString() },
            // Otherwise Azure lends VMs an outbound address of its own choice.
            DefaultOutboundAccessEnabled = false,
        };
        // Free of charge, and storage accounts can then admit these subnets alone:
        // https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview
        if (args.HasStorageEndpoint && subnet.Role != SubnetRole.Public)
            settings.ServiceEndpoints.Add("Microsoft.Storage");
        return new Pulumi.Azure.Network.Subnet($"{project}-{subnet.Key}", settings, Child());
    }

    /// <summary>By zone: its own gateway, that of the first zone, or none.</summary>
    private ImmutableSortedDictionary<string, ZoneNat> CreateNat(
        ImmutableArray<Subnet> workload,
        ImmutableSortedDictionary<string, Output<string>> subnets
    )
    {
        var nats = ImmutableSortedDictionary.CreateBuilder<string, ZoneNat>(StringComparer.Ordinal);
        Gateway? first = null;
        foreach (var subnet in args.Nat == NatMode.None ? [] : workload)
        {
            var gateway = args.Nat == NatMode.One && first is not null ? first : CreateGateway(subnet.Zone);
            first ??= gateway;
            var used = new SubnetNatGatewayAssociation(
                NatName(subnet.Zone),
                new SubnetNatGatewayAssociationArgs { SubnetId = subnets[subnet.Key], NatGatewayId = gateway.Id },
                new CustomResourceOptions { Parent = parent, DeleteBeforeReplace = true }
            );
            nats.Add(subnet.Zone.Key, new ZoneNat(gateway.Prefix, [gateway.HasAddress, used]));
        }

        return nats.ToImmutable();
    }

    private string NatName(Zone zone) => $"{project}-nat-{zone.Key}";

    private Gateway CreateGateway(Zone zone)
    {
        // Separate from the gateway: partners allowlist these addresses, so they must survive a replacement of the gateway.
        var name = NatName(zone);
        var prefix = new PublicIpPrefix(
            name,
            new PublicIpPrefixArgs
            {
                Name = name,
                ResourceGroupName = home.Name,
                Location = home.Location,
                Sku = "Standard",
                IpVersion = "IPv4",
                PrefixLength = PrefixLength,
                Zones = { zone.Name },
                Tags = args.Tags,
            },
            Child()
        );
        var nat = new NatGateway(
            name,
            new NatGatewayArgs
            {
                Name = name,
                ResourceGroupName = home.Name,
                Location = home.Location,
                SkuName = "Standard",
                Zones = { zone.Name },
                Tags = args.Tags,
            },
            // Two gateways cannot share a name or a prefix: the old one is deleted first.
            new CustomResourceOptions { Parent = parent, DeleteBeforeReplace = true }
        );
        var address = new NatGatewayPublicIpPrefixAssociation(
            name,
            new NatGatewayPublicIpPrefixAssociationArgs { NatGatewayId = nat.Id, PublicIpPrefixId = prefix.Id },
            new CustomResourceOptions { Parent = parent, DeleteBeforeReplace = true }
        );
        return new Gateway(nat.Id, prefix.IpPrefix, address);
    }

    private CustomResourceOptions Child() => new() { Parent = parent };

    /// <param name="HasAddress">The association that gives the gateway its addresses.</param>
    private sealed record Gateway(Output<string> Id, Output<string> Prefix, Resource HasAddress);

    private sealed record ZoneNat(Output<string> Prefix, ImmutableArray<Resource> Ready);
}
