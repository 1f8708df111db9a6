using System.Collections.Immutable;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// A project's own VPC: a workload and a public subnet in each zone, and one NAT gateway a zone, so that losing a zone
/// takes no other zone's way out with it. Nothing in it has a public address but the NAT gateways.
/// </summary>
internal sealed class OwnVpc(string project, ProjectContext context, Resource parent)
{
    private readonly ProjectTopology _topology = context.Plan.Topology;

    internal NetworkParts Create()
    {
        var vpc = CreateVpc();
        var subnets = _topology.Subnets.ToImmutableSortedDictionary(subnet => subnet.Key, subnet => CreateSubnet(subnet, vpc), StringComparer.Ordinal);
        var workload = _topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload).ToImmutableArray();
        var tables = workload.ToImmutableSortedDictionary(subnet => subnet.Key, subnet => CreateRouteTable(subnet.Key, vpc), StringComparer.Ordinal);
        var associations = workload.ToImmutableDictionary(subnet => subnet.Zone.Key, subnet => Associate(subnet, subnets, tables[subnet.Key]));

        // Enhanced compliance has no gateway at all: what is not there cannot be opened by mistake.
        var waysOut = context.Plan.Spec.Deployment == DeploymentModel.Ece
            ? ImmutableSortedDictionary<string, WayOut>.Empty
            : CreateWaysOut(vpc, subnets, workload, tables);
        FlowLogs.Create(project, context, [(project, args => args.VpcId = vpc.Id)], parent);
        var storage = ObjectStorageEndpoint.Create(project, context, vpc.Id, tables.Values.Select(table => table.Id), Child());
        return new NetworkParts(
            vpc.Id,
            Ids(subnets),
            Ids(tables),
            waysOut.ToImmutableSortedDictionary(zone => zone.Key, zone => zone.Value.Address, StringComparer.Ordinal),
            associations.ToImmutableSortedDictionary(
                zone => zone.Key,
                // The endpoint too: a route that appears later cuts what is under way.
                zone => ImmutableArray.Create<Resource>([zone.Value, storage, .. Routes(waysOut.GetValueOrDefault(zone.Key))]),
                StringComparer.Ordinal));
    }

    private Ec2.Vpc CreateVpc()
    {
        var vpc = new Ec2.Vpc(
            project,
            new Ec2.VpcArgs
            {
                CidrBlock = _topology.Cidr.ToString(),
                EnableDnsSupport = true,
                EnableDnsHostnames = true,
                Tags = Tags.Named(project),
            },
            // Never replaced, and part of every project: with it protected, no stack of ours can be destroyed as a whole.
            new CustomResourceOptions { Parent = parent, Protect = context.Plan.Spec.TerminationProtection });

        // Every VPC comes with a group that lets its members talk to each other. Declared without rules, it is emptied.
        _ = new Ec2.DefaultSecurityGroup(
            project,
            new Ec2.DefaultSecurityGroupArgs { VpcId = vpc.Id, Tags = Tags.Named($"{project}-default-unused") },
            Child());
        return vpc;
    }

    private Ec2.Subnet CreateSubnet(Subnet subnet, Ec2.Vpc vpc) => new(
        $"{project}-{subnet.Key}",
        new Ec2.SubnetArgs
        {
            VpcId = vpc.Id,
            CidrBlock = subnet.Cidr.ToString(),
            AvailabilityZone = subnet.Zone.Name,
            MapPublicIpOnLaunch = false,
            Tags = Tags.Named($"{project}-{subnet.Key}"),
        },
        Child());

    private ImmutableSortedDictionary<string, WayOut> CreateWaysOut(
        Ec2.Vpc vpc,
        ImmutableSortedDictionary<string, Ec2.Subnet> subnets,
        ImmutableArray<Subnet> workload,
        ImmutableSortedDictionary<string, Ec2.RouteTable> tables)
    {
        var gateway = new Ec2.InternetGateway(
            project, new Ec2.InternetGatewayArgs { VpcId = vpc.Id, Tags = Tags.Named(project) }, Child());
        var table = CreateRouteTable("public", vpc);
        var internet = CreateDefaultRoute("public", table, args => args.GatewayId = gateway.Id);
        foreach (var subnet in _topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Public))
            Associate(subnet, subnets, table);

        return workload.ToImmutableSortedDictionary(
            subnet => subnet.Zone.Key,
            subnet => CreateWayOut(subnet, subnets[PublicBeside(subnet).Key], tables[subnet.Key], internet),
            StringComparer.Ordinal);
    }

    private Subnet PublicBeside(Subnet workload) =>
        _topology.Subnets.Single(subnet => subnet.Role == SubnetRole.Public && subnet.Zone.Key == workload.Zone.Key);

    private WayOut CreateWayOut(Subnet workload, Ec2.Subnet beside, Ec2.RouteTable table, Ec2.Route internet)
    {
        // Of its own, apart from the gateway: partners allow-list this address, so replacing the gateway must keep it.
        var name = $"{project}-nat-{workload.Zone.Key}";
        var address = new Ec2.Eip(name, new Ec2.EipArgs { Domain = "vpc", Tags = Tags.Named(name) }, Child());
        var nat = new Ec2.NatGateway(
            name,
            new Ec2.NatGatewayArgs
            {
                SubnetId = beside.Id,
                AllocationId = address.AllocationId,
                ConnectivityType = "public",
                Tags = Tags.Named(name),
            },
            // Two gateways cannot hold one address: the old one lets go first.
            new CustomResourceOptions { Parent = parent, DependsOn = { internet }, DeleteBeforeReplace = true });
        return new WayOut(address.PublicIp, CreateDefaultRoute(workload.Key, table, args => args.NatGatewayId = nat.Id));
    }

    private Ec2.RouteTable CreateRouteTable(string key, Ec2.Vpc vpc) => new(
        $"{project}-{key}",
        new Ec2.RouteTableArgs { VpcId = vpc.Id, Tags = Tags.Named($"{project}-{key}") },
        Child());

    private Ec2.Route CreateDefaultRoute(string key, Ec2.RouteTable table, Action<Ec2.RouteArgs> through)
    {
        var args = new Ec2.RouteArgs { RouteTableId = table.Id, DestinationCidrBlock = "0.0.0.0/0" };
        through(args);
        return new Ec2.Route($"{project}-{key}-default", args, Child());
    }

    private Ec2.RouteTableAssociation Associate(Subnet subnet, ImmutableSortedDictionary<string, Ec2.Subnet> subnets, Ec2.RouteTable table) => new(
        $"{project}-{subnet.Key}",
        new Ec2.RouteTableAssociationArgs { SubnetId = subnets[subnet.Key].Id, RouteTableId = table.Id },
        Child());

    private static ImmutableSortedDictionary<string, Output<string>> Ids<T>(ImmutableSortedDictionary<string, T> resources)
        where T : CustomResource =>
        resources.ToImmutableSortedDictionary(resource => resource.Key, resource => resource.Value.Id, StringComparer.Ordinal);

    private static ImmutableArray<Resource> Routes(WayOut? way) => way is null ? [] : [way.Route];

    private CustomResourceOptions Child() => new() { Parent = parent };

    private sealed record WayOut(Output<string> Address, Ec2.Route Route);
}
