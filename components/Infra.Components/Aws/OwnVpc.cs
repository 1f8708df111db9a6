using System.Collections.Immutable;
using Infra.Core.Topology;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// A project's own VPC: a workload and a public subnet in each zone, and an exposed one where nodes have public addresses. Each workload
/// subnet has its own route table, because each zone has its own route out.
/// </summary>
internal sealed class OwnVpc(string project, ProjectNetworkArgs args, Resource parent)
{
    internal NetworkParts Create()
    {
        var vpc = CreateVpc();
        var subnets = args.Subnets.ToImmutableSortedDictionary(
            subnet => subnet.Key,
            subnet => CreateSubnet(subnet, vpc),
            StringComparer.Ordinal
        );
        var ofNodes = args.Subnets.Where(subnet => subnet.Role != SubnetRole.Public).ToImmutableArray();
        var tables = CreateRouteTables(ofNodes, vpc);
        var associations = ofNodes.ToDictionary(subnet => subnet.Key, subnet => Associate(subnet, subnets, tables), StringComparer.Ordinal);

        // Enhanced compliance has no gateway at all: one that does not exist cannot be opened by mistake.
        var internetRoutes = args.IsClosed ? InternetRoutes.None : CreateInternetRoutes(vpc, subnets, tables, associations);
        FlowLogs.Create(project, args, [(project, log => log.VpcId = vpc.Id)], parent);
        var storage = ObjectStorageEndpoint.Create(project, args, vpc.Id, tables.Values.Select(table => table.Id), Child());
        return new NetworkParts(
            vpc.Id,
            Ids(subnets),
            Ids(tables),
            internetRoutes.NatAddresses,
            args.Subnets.Where(subnet => associations.ContainsKey(subnet.Key))
                .ToImmutableSortedDictionary(
                    subnet => subnet.Key,
                    // The endpoint too: a route that appears later breaks open connections.
                    subnet => ImmutableArray.Create<Resource>([associations[subnet.Key], storage, .. internetRoutes.Of(TableOf(subnet))]),
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>The route table of a subnet. All exposed subnets use the one internet gateway, hence the same table.</summary>
    private static string TableOf(Subnet subnet) =>
        subnet.Role switch
        {
            SubnetRole.Workload => subnet.Key,
            SubnetRole.Public => InternetRoutes.PublicTable,
            SubnetRole.Exposed => InternetRoutes.ExposedTable,
            _ => throw new InvalidOperationException($"subnet {subnet.Key}: no such role {subnet.Role}"),
        };

    private Ec2.Vpc CreateVpc()
    {
        var vpc = new Ec2.Vpc(
            project,
            new Ec2.VpcArgs
            {
                CidrBlock = args.Cidr.ToString(),
                EnableDnsSupport = true,
                EnableDnsHostnames = true,
                Tags = Tags.Named(project),
            },
            // Never replaced, and part of every project: while it is protected, no stack of ours can be destroyed as a whole.
            new CustomResourceOptions { Parent = parent, Protect = args.TerminationProtection }
        );

        // Every VPC comes with a default group whose members may talk to each other. Declaring it without rules empties it.
        _ = new Ec2.DefaultSecurityGroup(
            project,
            new Ec2.DefaultSecurityGroupArgs { VpcId = vpc.Id, Tags = Tags.Named($"{project}-default-unused") },
            Child()
        );
        return vpc;
    }

    private Ec2.Subnet CreateSubnet(Subnet subnet, Ec2.Vpc vpc) =>
        new(
            $"{project}-{subnet.Key}",
            new Ec2.SubnetArgs
            {
                VpcId = vpc.Id,
                CidrBlock = subnet.Cidr.ToString(),
                AvailabilityZone = subnet.Zone.Name,
                // Set here and not on the node: see ServiceNode.
                MapPublicIpOnLaunch = subnet.Role == SubnetRole.Exposed,
                Tags = Tags.Named($"{project}-{subnet.Key}"),
            },
            Child()
        );

    private ImmutableSortedDictionary<string, Ec2.RouteTable> CreateRouteTables(IEnumerable<Subnet> subnets, Ec2.Vpc vpc) =>
        subnets
            .Select(TableOf)
            .Distinct()
            .ToImmutableSortedDictionary(key => key, key => CreateRouteTable(key, vpc), StringComparer.Ordinal);

    private Ec2.RouteTable CreateRouteTable(string key, Ec2.Vpc vpc) =>
        new($"{project}-{key}", new Ec2.RouteTableArgs { VpcId = vpc.Id, Tags = Tags.Named($"{project}-{key}") }, Child());

    private Ec2.RouteTableAssociation Associate(
        Subnet subnet,
        ImmutableSortedDictionary<string, Ec2.Subnet> subnets,
        ImmutableSortedDictionary<string, Ec2.RouteTable> tables
    ) =>
        new(
            $"{project}-{subnet.Key}",
            new Ec2.RouteTableAssociationArgs { SubnetId = subnets[subnet.Key].Id, RouteTableId = tables[TableOf(subnet)].Id },
            Child()
        );

    private InternetRoutes CreateInternetRoutes(
        Ec2.Vpc vpc,
        ImmutableSortedDictionary<string, Ec2.Subnet> subnets,
        ImmutableSortedDictionary<string, Ec2.RouteTable> tables,
        Dictionary<string, Ec2.RouteTableAssociation> associations
    )
    {
        var ofGateways = args.Subnets.Where(subnet => subnet.Role == SubnetRole.Public).ToImmutableArray();
        var all = tables.AddRange(CreateRouteTables(ofGateways, vpc));
        foreach (var subnet in ofGateways)
            associations.Add(subnet.Key, Associate(subnet, subnets, all));
        return InternetRoutes.Create(project, vpc, args, subnets, all, parent);
    }

    private static ImmutableSortedDictionary<string, Output<string>> Ids<T>(ImmutableSortedDictionary<string, T> resources)
        where T : CustomResource =>
        resources.ToImmutableSortedDictionary(resource => resource.Key, resource => resource.Value.Id, StringComparer.Ordinal);

    private CustomResourceOptions Child() => new() { Parent = parent };
}
