using System.Text;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Proof;

/// <summary>A random valid project, the same for the same seed; sources are drawn from edge cases as well as from all.</summary>
internal sealed class RandomProject
{
    // Everyone in halves, networks that contain the project's own, its tunnel's or other services' nodes, adjacent ones that merge, and
    // the last possible address.
    private static readonly string[] Nasty4 =
    [
        "0.0.0.0/1",
        "128.0.0.0/1",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.77.0.0/16",
        "10.7.0.0/17",
        "10.7.128.0/17",
        "223.255.255.255/32",
        "198.51.100.16/28",
        "10.6.0.0/16",
        "10.6.64.0/18",
        "100.64.3.0/24",
        "192.168.0.0/16",
    ];

    private static readonly string[] Nasty6 =
    [
        "::/0",
        "fc00::/7",
        "fd00::/8",
        "2000::/3",
        "8000::/1",
        "2001:db8:7::/64",
        "2001:db8:7::/48",
    ];

    // Disjoint from each other and from the project; some of the edge-case sources contain them, some cut through them.
    private static readonly string[] Peered =
    [
        "10.6.0.0/17",
        "10.78.0.0/15",
        "10.64.0.0/13",
        "172.16.0.0/12",
        "192.168.0.0/17",
        "100.64.0.0/10",
        "10.255.255.255/32",
    ];

    private readonly Random _random;
    private readonly bool _bastions;

    private RandomProject(int seed, CloudKind cloud)
    {
        _random = new Random(seed);
        _bastions = seed % 3 == 0;
        Cloud = cloud;
        Text = Write();
        Plan = StackText.Plan(Text);
    }

    internal CloudKind Cloud { get; }

    internal string Text { get; }

    internal ProjectPlan Plan { get; }

    internal static RandomProject Of(int seed, CloudKind? cloud = null) =>
        new(seed, cloud ?? (seed % 2 == 0 ? CloudKind.Local : CloudKind.Aws));

    /// <summary>The first one whose nodes may reach the internet.</summary>
    internal static RandomProject Open(CloudKind cloud) =>
        Enumerable.Range(1, 100).Select(seed => Of(seed, cloud)).First(project => project.Plan.Spec.Egress is EgressSpec.Open);

    private string Write()
    {
        var text = new StringBuilder();
        text.Append("config:\n  infra:project:\n    name: law\n");
        text.Append(
            Cloud switch
            {
                CloudKind.Local => "    cloud: local\n    region: local\n",
                CloudKind.Azure => "    cloud: azure\n    region: westeurope\n",
                CloudKind.Gcp => "    cloud: gcp\n    region: europe-west1\n",
                _ => "    cloud: aws\n    region: us-west-2\n",
            }
        );
        text.Append(
            _bastions ? $"    access: bastion\n    bastion: {{ count: {(Cloud == CloudKind.Local ? "per-zone" : "one")} }}\n"
            : Cloud == CloudKind.Local ? ""
            : "    managementRoutes: [198.51.100.0/24]\n"
        );
        text.Append($"    deployment: standard\n    cidr: 10.77.0.0/20\n    zones: {_random.Next(1, 4)}\n");
        text.Append($"    managementSources: [{(_random.Next(2) == 0 ? "198.51.100.0/28" : "198.51.100.0/29, 198.51.100.9/32")}]\n");
        text.Append($"    egress: {Egress()}\n");
        var peered = Cloud != CloudKind.Local && Peerings(text);
        text.Append("    services:\n");
        var count = _random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            var type = ServiceCatalog.Types.Values.ElementAt(_random.Next(ServiceCatalog.Types.Count));
            var plan = type.Plans.Values.ElementAt(_random.Next(type.Plans.Count));
            var volumes = string.Join(", ", type.RequiredVolumes.Select(volume => $"{volume}: 10"));
            var counts = type.NodeCounts.Where(number => number <= 5).ToList();
            var nodes = counts[_random.Next(counts.Count)];
            text.Append(
                $"      s{i}: {{ type: {type.Name}, plan: {plan.Name}, nodes: {nodes}, {Mesh()}allowedSources: "
                    + $"[{string.Join(", ", Sources())}], "
                    + $"{Components(type)}{(_random.Next(peered ? 2 : 4) == 0 ? "publicAccess: true, " : "")}volumes: {{ "
                    + $"{volumes} }} }}\n"
            );
        }

        return text.ToString();
    }

    /// <summary>
    /// None in half of the projects. Returns true if there is one: services are then private, unless they state otherwise.
    /// </summary>
    private bool Peerings(StringBuilder text)
    {
        var networks = Peered.OrderBy(_ => _random.Next()).Take(_random.Next(2) * _random.Next(1, 5)).ToList();
        text.Append(networks.Count == 0 ? "" : "    peerings:\n");
        for (var i = 0; i < networks.Count; i += 2)
        {
            text.Append($"      p{i}: {{ {OtherSide(i)}, cidrs: [{string.Join(", ", networks.Skip(i).Take(2))}] }}\n");
        }

        return networks.Count > 0;
    }

    private string OtherSide(int number) =>
        Cloud switch
        {
            CloudKind.Azure =>
                $"tenant: {Uuid(1)}, subscription: {Uuid(2)}, resourceGroup: clients, virtualNetwork: net{number}, app: {Uuid(3)}",
            CloudKind.Gcp => $"project: clients-{number}, network: default",
            _ => $"account: \"{number:d12}\", vpc: vpc-0000000{number}",
        };

    private static string Uuid(int number) => $"{number:d8}-0000-4000-8000-000000000000";

    /// <summary>For some components separate sources, possibly none, or the private ones of the service's.</summary>
    private string Components(ServiceType type)
    {
        var own = type
            .ForClients.Where(_ => _random.Next(3) == 0)
            .Select(component =>
                _random.Next(3) == 0
                    ? $"{component.Name}: {{ publicAccess: false }}"
                    : $"{component.Name}: {{ allowedSources: [{string.Join(", ", Sources())}] }}"
            )
            .ToList();
        return own.Count == 0 ? "" : $"components: {{ {string.Join(", ", own)} }}, ";
    }

    /// <summary>Open, nothing, or destinations that overlap, repeat and adjoin each other.</summary>
    private string Egress() =>
        _random.Next(3) switch
        {
            0 => "open",
            1 when _random.Next(3) == 0 => "{}",
            _ => $"{{ {string.Join(", ", Enumerable.Range(0, _random.Next(1, 4)).Select(Destination))} }}",
        };

    private string Destination(int number)
    {
        // 11-99 are neither the project's own nor reserved; some of the edge cases are.
        var to = Enumerable
            .Range(0, _random.Next(1, 4))
            .Select(_ =>
                _random.Next(6) switch
                {
                    0 => "internet",
                    1 => "10.7.0.0/17",
                    2 => "10.7.128.0/17",
                    3 when Cloud == CloudKind.Local => $"2001:db8:{_random.Next(1, 4):x}::/48",
                    _ => Drawn4(),
                }
            );
        var ports = Enumerable
            .Range(0, _random.Next(1, 4))
            .Select(_ =>
                _random.Next(4) switch
                {
                    0 => "8000-8003",
                    1 => "65535",
                    _ => $"{_random.Next(1, 65535)}",
                }
            );
        var protocol = _random.Next(3) switch
        {
            0 => "protocol: udp, ",
            1 => "protocol: tcp, ",
            _ => "",
        };
        return $"to-{number}: {{ {protocol}to: [{string.Join(", ", to.Select(network => $"\"{network}\""))}], ports: "
            + $"[{string.Join(", ", ports)}] }}";
    }

    private string Mesh() => _random.Next(2) == 0 ? "" : $"mesh: {Words.Meshes.Keys.ElementAt(_random.Next(Words.Meshes.Count))}, ";

    private List<string> Sources()
    {
        var sources = Enumerable.Range(0, _random.Next(0, 7)).Select(_ => Source4());
        var six = Cloud == CloudKind.Local ? Enumerable.Range(0, _random.Next(0, 5)).Select(_ => Source6()) : [];
        return [.. sources.Concat(six).Select(source => $"\"{source}\"")];
    }

    private string Source4()
    {
        if (_random.Next(3) == 0)
        {
            return Nasty4[_random.Next(Nasty4.Length)];
        }

        return Drawn4();
    }

    /// <summary>In 11-99: neither reserved nor the project's own.</summary>
    private string Drawn4()
    {
        var length = _random.Next(8, 33);
        var number = ((uint)_random.Next(11, 100) << 24) | ((uint)_random.Next(1 << 24) & ~(uint)((1UL << (32 - length)) - 1));
        return $"{number >> 24}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}/{length}";
    }

    private string Source6() =>
        _random.Next(3) == 0 ? Nasty6[_random.Next(Nasty6.Length)]
        : _random.Next(2) == 0 ? $"2001:db8:{_random.Next(1, 0xffff):x}::/48"
        : $"2a00:{_random.Next(1, 0xffff):x}::{_random.Next(1, 0xffff):x}/128";
}
