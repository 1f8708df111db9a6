using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Byoc;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads the project: the value of <c>infra:project</c>.</summary>
internal sealed class ProjectReader(DiagnosticBag bag)
{
    internal const string ManagementRoutes = "managementRoutes";

    // Prefix length to suggest: a size that every deployment accepts.
    private const int NarrowestRoomy = 20;
    private const string Example =
        "{ name: acme, cloud: local, region: local, deployment: standard, cidr: 10.42.0.0/20, zones: 3, "
        + "managementSources: [198.51.100.0/28], services: {} }";

    /// <summary>Every key that a project accepts, in the order of the documentation; the editors' schema is generated from it.</summary>
    internal static string[] Keys =>
        [
            "name",
            "cloud",
            "region",
            "deployment",
            ExposureReader.Key,
            "cidr",
            "basePort",
            "zones",
            "managementSources",
            "services",
            "egress",
            "peerings",
            ExistingNetworkReader.Key,
            DnsReader.Key,
            "terminationProtection",
            FlowLogsReader.Key,
            NetworkAclsReader.Key,
            "quotas",
            .. AccountReader.Keys,
            RunAsReader.Key,
            DiskKeyReader.Key,
            ExtraGroupsReader.Key,
            ManagementRoutes,
            AccessPathReader.Key,
            AccessPathReader.BastionKey,
            EndpointsReader.Key,
            TunnelReader.Key,
            NatReader.Key,
            TagsReader.Key,
        ];

    /// <summary>The required keys.</summary>
    internal static readonly string[] RequiredKeys =
    [
        "name",
        "cloud",
        "region",
        "deployment",
        "cidr",
        "zones",
        "managementSources",
        "services",
    ];

    /// <summary>Returns the project, or null if there was any error.</summary>
    internal ProjectSpec? Read(TextNode node)
    {
        if (MapReader.Open(node, "the project", Example, Keys, ProjectKeys.Offered(node, Keys), bag) is not { } map)
        {
            return null;
        }

        var name = ReadName(map.Required("name", "name: acme"));
        var cloud = ValueReader.Word(map.Required("cloud", "cloud: local"), "cloud", Words.Clouds, bag);
        if (name is not null)
        {
            ReservedNames.Check(name, "project", cloud, map.Optional("name")!.Where, bag, begins: true);
        }

        var regionNode = map.Required("region", $"region: {Sample(cloud)}");
        var region = ValueReader.Text(regionNode, "the region", bag);
        var deployment = ReadDeployment(map.Required("deployment", "deployment: standard"));
        var networkNode = map.Optional(ExistingNetworkReader.Key);
        var form = networkNode is not null && cloud is { } kind ? NetworkForm.Of(kind) : null;
        var exposure = ExposureReader.Read(map.Optional(ExposureReader.Key), deployment, cloud, networkNode is not null, bag);
        var cidr = ReadCidr(map.Required("cidr", "cidr: 10.42.0.0/20"), deployment, form);
        PrivateExposure.AdviseSize(cidr, map.Optional("cidr")?.Where, deployment, networkNode is not null, bag);
        var zonesNode = map.Required("zones", "zones: 3");
        var zones = new ZonesReader(cloud, bag).Read(zonesNode, region, regionNode?.Where);
        var network = new ExistingNetworkReader(cloud, region, cidr, bag).Read(networkNode);
        CheckNetwork(node, network, zones, zonesNode, deployment);
        var basePort = ValueReader.Integer(
            map.Optional("basePort"),
            "the base port",
            "",
            ReservedPorts.FirstService,
            ReservedPorts.LastService,
            bag
        );
        var own = OwnNetworks(name, networkNode is null ? cidr : null, network);
        var sources = new SourceListReader(cloud, own, bag);
        var management = sources.Management(map.Required("managementSources", "managementSources: [198.51.100.0/28]"));
        var routes = sources.Routes(map.Optional(ManagementRoutes));
        var (path, mode) = new AccessPathReader(bag).Read(map, PrivateExposure.DefaultAccess(exposure, networkNode is not null));
        PrivateExposure.CheckAccess(map, exposure, mode, networkNode is not null, bag);
        var tunnel = new TunnelReader(cloud, sources, bag).Read(map.Optional(TunnelReader.Key), cidr, networkNode is not null);
        var account = new AccountReader(cloud, bag).Read(map);
        var runAs = new RunAsReader(cloud, bag).Read(map, new RunAsProject(name, region, account));
        var diskKey = DiskKeyReader.Read(map.Optional(DiskKeyReader.Key), cloud, new DiskKeyProject(region, account), bag);
        var extraGroups = ExtraGroupsReader.Read(map.Optional(ExtraGroupsReader.Key), cloud, bag);
        var nat = NatReader.Read(
            map.Optional(NatReader.Key),
            cloud,
            networkNode is not null,
            // Nodes with public addresses leave by those.
            exposure == Exposure.Public
                ? NatMode.None
                : NatMode.PerZone,
            bag
        );
        var tags = new TagsReader(cloud, deployment, bag).Read(map.Optional(TagsReader.Key));
        var quotas = new QuotaReader(cloud, bag).Read(map.Optional("quotas"));
        var peeringsNode = map.Optional("peerings");
        var peerings = new PeeringsReader(cloud, region, own, quotas, bag).Read(peeringsNode);
        var egress = new EgressReader(cloud, own, peerings.Values, bag).Read(map.Optional("egress"), deployment);
        var networkAcls = NetworkAclsReader.Read(map.Optional("networkAcls"), cloud, deployment, bag);
        var access = new AccessReader(
            sources,
            exposure,
            publicByDefault: peeringsNode is not TextNode.Map { Entries.IsEmpty: false },
            PublicAddressRules.Obstacle(cloud, deployment, networkNode is not null, exposure),
            bag
        );
        var servicesNode = map.Required("services", "services: {}");
        var services = ReadServices(servicesNode, new ServiceReader(cloud, access, bag));
        PeersLetIn.Check(peeringsNode, peerings.Values, services, bag);
        var dns = ReadDns(map.Optional(DnsReader.Key), servicesNode, services, cloud);
        var protection = ReadProtection(map.Optional("terminationProtection"), cloud);
        var flowLogDays = new FlowLogsReader(cloud, deployment, bag).Read(map.Optional(FlowLogsReader.Key));

        return bag.HasErrors
            ? null
            : new ProjectSpec(name!, cloud!.Value, region!, deployment!.Value, cidr!.Value, zones!.Value.Count, management, services!)
            {
                ZoneNames = network is null ? zones.Value.Names : [.. network.Subnets.Keys],
                Network = network,
                BasePort = basePort,
                Egress = egress,
                Peerings = peerings,
                Dns = dns,
                TerminationProtection = protection ?? false,
                FlowLogDays = flowLogDays,
                NetworkAcls = networkAcls,
                Quotas = quotas,
                ManagementRoutes = routes,
                Access = path,
                Tunnel = tunnel,
                Account = account,
                RunAs = runAs,
                DiskKey = diskKey,
                ExtraSecurityGroups = extraGroups,
                Nat = nat,
                Exposure = exposure,
                Tags = tags,
            };
    }

    /// <summary>The networks that contain only nodes. The rest of an existing network may contain others, including clients.</summary>
    private static ImmutableArray<Cidr> OwnNetworks(string? name, Cidr? cidr, ExistingNetworkSpec? network) =>
        [
            .. new[] { cidr, name is null ? null : UniqueLocal.Of(name) }.OfType<Cidr>(),
            .. network?.Subnets.Values.Select(subnet => subnet.Cidr) ?? [],
        ];

    private void CheckNetwork(
        TextNode project,
        ExistingNetworkSpec? network,
        (int Count, ImmutableArray<string> Names)? zones,
        TextNode? zonesNode,
        DeploymentModel? deployment
    )
    {
        if (network is null)
        {
            return;
        }

        ExistingNetworkRules.CheckKeys(project, deployment, bag);
        if (zones is { } wanted)
        {
            ExistingNetworkRules.CheckZones(network, wanted, zonesNode!.Where, bag);
        }
    }

    private static string Sample(CloudKind? cloud) => cloud is { } known ? Regions.Sample(known) : "eu-west-1";

    private string? ReadName(TextNode? node)
    {
        if (
            node is TextNode.Scalar { Quoted: false } scalar
            && ScalarKinds.Of(scalar) != ScalarKind.Null
            && !NameRules.IsName(scalar.Text, NameRules.LongestName)
        )
        {
            // A number: it would not be a valid name in quotes either.
            NameRules.Check(scalar.Text, "project name", NameRules.LongestName, node.Where, bag);
            return null;
        }

        var name = ValueReader.Text(node, "the project's name", bag);
        return name is not null && NameRules.Check(name, "project name", NameRules.LongestName, node!.Where, bag) ? name : null;
    }

    private DeploymentModel? ReadDeployment(TextNode? node)
    {
        var deployment = ValueReader.Word(node, "deployment", Words.Deployments, bag, DeploymentModel.Ece);
        if (deployment == DeploymentModel.Ece)
        {
            bag.Error(
                DiagnosticCodes.DeploymentNotSupported,
                node!.Where,
                $"The deployment '{Words.Of(deployment.Value)}' is not supported in this version.",
                "Use 'standard' or 'byoc'."
            );
        }

        return deployment;
    }

    private DnsSpec? ReadDns(
        TextNode? node,
        TextNode? servicesNode,
        ImmutableSortedDictionary<string, ServiceSpec>? services,
        CloudKind? cloud
    )
    {
        if (node is not null && services is not null && servicesNode is TextNode.Map map)
        {
            DnsNameRules.Check(map, services, cloud, bag);
        }

        return new DnsReader(cloud, bag).Read(node);
    }

    /// <summary>A lab's VMs are disposable and disappear with the machine: there is nothing to protect.</summary>
    private bool? ReadProtection(TextNode? node, CloudKind? cloud)
    {
        var wanted = ValueReader.Boolean(node, "termination protection", bag);
        if (wanted == true && cloud is { } kind && !ProjectKeys.Takes(kind, ProjectKeys.TerminationProtection))
        {
            bag.Add(NotOnThisCloud.Key(node!.Where, ProjectKeys.TerminationProtection, "Termination protection is", kind));
        }

        return wanted;
    }

    private Cidr? ReadCidr(TextNode? node, DeploymentModel? deployment, NetworkForm? existing) =>
        NetworkReader.Read(node, "the project's network", bag, canBeOneAddress: false, length: NarrowestRoomy) is { } cidr
        && ProjectNetworkRules.Check(cidr, deployment, node!.Where, bag, existing)
            ? cidr
            : null;

    private ImmutableSortedDictionary<string, ServiceSpec>? ReadServices(TextNode? node, ServiceReader reader)
    {
        if (node is null || MapReader.AsMap(node, "the services", bag) is not { } map)
        {
            return null;
        }

        var services = ImmutableSortedDictionary.CreateBuilder<string, ServiceSpec>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (reader.Read(entry) is { } service)
            {
                services.Add(service.Name, service);
            }
        }

        CheckNamesApart(map);
        return services.ToImmutable();
    }

    /// <summary>A node's key is <c>service-slot</c>: a service of that name would be confused with it.</summary>
    private void CheckNamesApart(TextNode.Map map)
    {
        var names = map.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var dash = entry.Key.LastIndexOf('-');
            if (dash > 0 && names.Contains(entry.Key[..dash]) && entry.Key[(dash + 1)..].All(char.IsAsciiDigit))
            {
                bag.Error(
                    DiagnosticCodes.AmbiguousServiceName,
                    entry.KeyWhere,
                    $"'{entry.Key}' could be mistaken for node {entry.Key[(dash + 1)..]} of the service '{entry.Key[..dash]}'.",
                    "Choose a name that is not another service's name followed by a number."
                );
            }
        }
    }
}
