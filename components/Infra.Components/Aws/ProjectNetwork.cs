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
public sealed class ProjectNetwork : ComponentResource
{
    private readonly string _project;
    private readonly Ec2.Vpc _vpc;
    private readonly ImmutableSortedDictionary<string, Ec2.Subnet> _subnets;
    private readonly ImmutableDictionary<string, WayOut> _waysOut;

    /// <param name="name">The project's name; prefix of every name inside.</param>
    public ProjectNetwork(string name, ProjectContext context, ComponentResourceOptions? options = null)
        : base("infra:aws:ProjectNetwork", name, options)
    {
        _project = name;
        var topology = context.Plan.Topology;
        _vpc = new Ec2.Vpc(
            name,
            new Ec2.VpcArgs
            {
                CidrBlock = topology.Cidr.ToString(),
                EnableDnsSupport = true,
                EnableDnsHostnames = true,
                Tags = Tags.Named(name),
            },
            Child());

        // Every VPC comes with a group that lets its members talk to each other. Declared without rules, it is emptied.
        _ = new Ec2.DefaultSecurityGroup(
            name,
            new Ec2.DefaultSecurityGroupArgs { VpcId = _vpc.Id, Tags = Tags.Named($"{name}-default-unused") },
            Child());

        _subnets = topology.Subnets.ToImmutableSortedDictionary(subnet => subnet.Key, CreateSubnet, StringComparer.Ordinal);

        // Enhanced compliance has no gateway at all: what is not there cannot be opened by mistake.
        _waysOut = context.Plan.Spec.Deployment == DeploymentModel.Ece
            ? ImmutableDictionary<string, WayOut>.Empty
            : CreateWaysOut(topology);
        RegisterOutputs();
    }

    public Output<string> VpcId => _vpc.Id;

    /// <summary>Zone key to the address that zone's nodes are seen from outside.</summary>
    public IReadOnlyDictionary<string, Output<string>> NatAddresses =>
        _waysOut.ToImmutableDictionary(zone => zone.Key, zone => zone.Value.Address);

    /// <exception cref="KeyNotFoundException">No such subnet in the topology.</exception>
    public Output<string> SubnetId(string subnetKey) => _subnets[subnetKey].Id;

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) =>
        _waysOut.TryGetValue(zone.Key, out var wayOut) ? wayOut.Ready : [];

    private Ec2.Subnet CreateSubnet(Subnet subnet) => new(
        $"{_project}-{subnet.Key}",
        new Ec2.SubnetArgs
        {
            VpcId = _vpc.Id,
            CidrBlock = subnet.Cidr.ToString(),
            AvailabilityZone = subnet.Zone.Name,
            MapPublicIpOnLaunch = false,
            Tags = Tags.Named($"{_project}-{subnet.Key}"),
        },
        Child());

    private ImmutableDictionary<string, WayOut> CreateWaysOut(ProjectTopology topology)
    {
        var gateway = new Ec2.InternetGateway(
            _project, new Ec2.InternetGatewayArgs { VpcId = _vpc.Id, Tags = Tags.Named(_project) }, Child());
        var table = CreateRouteTable("public");
        var route = CreateDefaultRoute("public", table, args => args.GatewayId = gateway.Id);
        foreach (var subnet in topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Public))
            Associate(subnet, table);

        return topology.Subnets
            .Where(subnet => subnet.Role == SubnetRole.Workload)
            .ToImmutableDictionary(subnet => subnet.Zone.Key, subnet => CreateWayOut(subnet, PublicBeside(subnet, topology), route));
    }

    private static Subnet PublicBeside(Subnet workload, ProjectTopology topology) =>
        topology.Subnets.Single(subnet => subnet.Role == SubnetRole.Public && subnet.Zone.Key == workload.Zone.Key);

    private WayOut CreateWayOut(Subnet workload, Subnet beside, Ec2.Route internet)
    {
        // Of its own, apart from the gateway: partners allow-list this address, so replacing the gateway must keep it.
        var name = $"{_project}-nat-{workload.Zone.Key}";
        var address = new Ec2.Eip(name, new Ec2.EipArgs { Domain = "vpc", Tags = Tags.Named(name) }, Child());
        var nat = new Ec2.NatGateway(
            name,
            new Ec2.NatGatewayArgs
            {
                SubnetId = _subnets[beside.Key].Id,
                AllocationId = address.AllocationId,
                ConnectivityType = "public",
                Tags = Tags.Named(name),
            },
            // Two gateways cannot hold one address: the old one lets go first.
            new CustomResourceOptions { Parent = this, DependsOn = { internet }, DeleteBeforeReplace = true });

        var table = CreateRouteTable(workload.Key);
        var route = CreateDefaultRoute(workload.Key, table, args => args.NatGatewayId = nat.Id);
        return new WayOut(address.PublicIp, [route, Associate(workload, table)]);
    }

    private Ec2.RouteTable CreateRouteTable(string key) => new(
        $"{_project}-{key}",
        new Ec2.RouteTableArgs { VpcId = _vpc.Id, Tags = Tags.Named($"{_project}-{key}") },
        Child());

    private Ec2.Route CreateDefaultRoute(string key, Ec2.RouteTable table, Action<Ec2.RouteArgs> through)
    {
        var args = new Ec2.RouteArgs { RouteTableId = table.Id, DestinationCidrBlock = "0.0.0.0/0" };
        through(args);
        return new Ec2.Route($"{_project}-{key}-default", args, Child());
    }

    private Ec2.RouteTableAssociation Associate(Subnet subnet, Ec2.RouteTable table) => new(
        $"{_project}-{subnet.Key}",
        new Ec2.RouteTableAssociationArgs { SubnetId = _subnets[subnet.Key].Id, RouteTableId = table.Id },
        Child());

    private CustomResourceOptions Child() => new() { Parent = this };

    private sealed record WayOut(Output<string> Address, ImmutableArray<Resource> Ready);
}
