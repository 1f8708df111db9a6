using System.Collections.Immutable;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// How a project's own VPC reaches the internet. Workload subnets use one NAT gateway per zone, so that losing a zone does not take
/// another zone's route out with it; or, if the stack file asks for it, the first zone's gateway, or none. The subnets of these gateways
/// and of nodes with public addresses use the internet gateway.
/// </summary>
/// <param name="NatAddresses">Zone key to the address of the NAT gateway its nodes use.</param>
/// <param name="Routes">Route table key to its default route.</param>
internal sealed record InternetRoutes(
    ImmutableSortedDictionary<string, Output<string>> NatAddresses,
    ImmutableSortedDictionary<string, Ec2.Route> Routes
)
{
    /// <summary>Key of the route table of the NAT gateways' subnets.</summary>
    internal const string PublicTable = "public";

    /// <summary>Key of the route table of the subnets for nodes with public addresses.</summary>
    internal const string ExposedTable = "exposed";

    internal static InternetRoutes None { get; } =
        new(
            ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal),
            ImmutableSortedDictionary.Create<string, Ec2.Route>(StringComparer.Ordinal)
        );

    /// <summary>The default route of a table, or empty.</summary>
    internal ImmutableArray<Resource> Of(string table) => Routes.TryGetValue(table, out var route) ? [route] : [];

    /// <param name="subnets">By subnet key.</param>
    /// <param name="tables">By table key: a workload subnet's key, <see cref="PublicTable"/>, and <see cref="ExposedTable"/> if there are
    /// exposed subnets.</param>
    internal static InternetRoutes Create(
        string project,
        Ec2.Vpc vpc,
        ProjectNetworkArgs network,
        ImmutableSortedDictionary<string, Ec2.Subnet> subnets,
        ImmutableSortedDictionary<string, Ec2.RouteTable> tables,
        Resource parent
    )
    {
        var gateway = new Ec2.InternetGateway(
            project,
            new Ec2.InternetGatewayArgs { VpcId = vpc.Id, Tags = Tags.Named(project) },
            new CustomResourceOptions { Parent = parent }
        );
        var routes = new[] { PublicTable, ExposedTable }
            .Where(tables.ContainsKey)
            .ToImmutableSortedDictionary(key => key, key => DefaultRoute(key, args => args.GatewayId = gateway.Id), StringComparer.Ordinal);
        var addresses = ImmutableSortedDictionary.CreateBuilder<string, Output<string>>(StringComparer.Ordinal);
        (Ec2.Eip Address, Ec2.NatGateway Gateway)? first = null;
        foreach (var workload in network.Nat == NatMode.None ? [] : network.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload))
        {
            var zone = workload.Zone.Key;
            var beside = network.Subnets.Single(subnet => subnet.Role == SubnetRole.Public && subnet.Zone.Key == zone);
            var (address, nat) =
                network.Nat == NatMode.One && first is { } shared
                    ? shared
                    : CreateNat(
                        $"{project}-nat-{zone}",
                        subnets[beside.Key],
                        network.NatGatewayAddresses.TryGetValue(zone, out var own) ? own.ToString() : null,
                        routes[PublicTable],
                        parent
                    );
            first ??= (address, nat);
            addresses.Add(zone, address.PublicIp);
            routes = routes.Add(workload.Key, DefaultRoute(workload.Key, args => args.NatGatewayId = nat.Id));
        }

        return new InternetRoutes(addresses.ToImmutable(), routes);

        Ec2.Route DefaultRoute(string key, Action<Ec2.RouteArgs> through)
        {
            var args = new Ec2.RouteArgs { RouteTableId = tables[key].Id, DestinationCidrBlock = "0.0.0.0/0" };
            through(args);
            return new Ec2.Route($"{project}-{key}-default", args, new CustomResourceOptions { Parent = parent });
        }
    }

    private static (Ec2.Eip Address, Ec2.NatGateway Gateway) CreateNat(
        string name,
        Ec2.Subnet subnet,
        string? privateAddress,
        Ec2.Route internet,
        Resource parent
    )
    {
        // Separate from the gateway: partners allowlist this address, so it must survive a replacement of the gateway.
        var address = new Ec2.Eip(
            name,
            new Ec2.EipArgs { Domain = "vpc", Tags = Tags.Named(name) },
            new CustomResourceOptions { Parent = parent }
        );
        var args = new Ec2.NatGatewayArgs
        {
            SubnetId = subnet.Id,
            AllocationId = address.AllocationId,
            ConnectivityType = "public",
            Tags = Tags.Named(name),
        };
        // Two gateways cannot share one address: the old one releases it first.
        var options = new CustomResourceOptions
        {
            Parent = parent,
            DependsOn = { internet },
            DeleteBeforeReplace = true,
        };
        if (privateAddress is not null)
        {
            // Out of the bastions' way. One that exists keeps what AWS chose: a project that gets bastions keeps its gateways.
            args.PrivateIp = privateAddress;
            options.IgnoreChanges.Add("privateIp");
        }

        var nat = new Ec2.NatGateway(name, args, options);
        return (address, nat);
    }
}
