using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core;

namespace Infra.Components.Tests.Testing;

/// <summary>An example with keys that no example has: together they cover everything the components can register.</summary>
/// <param name="Keys">Lines of <c>infra:project</c>.</param>
internal sealed record Variant(string Name, string Example, string Keys)
{
    internal const string VirtualNetwork =
        "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub";

    /// <summary>Cloud to its variant with an existing network, for which the cloud reports exactly what the file states.</summary>
    internal static ImmutableDictionary<string, Variant> Existing { get; } =
        new[]
        {
            new Variant(
                "aws-existing",
                "aws-private",
                """
                    network:
                      id: vpc-0aaaaaaaaaaaaaaaa
                      subnets:
                        eu-west-1a: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.42.4.0/24 }
                        eu-west-1b: { id: subnet-0aaaaaaaaaaaaaaa2, cidr: 10.42.5.0/24 }
                        eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.42.6.0/25 }

                """
            )
            {
                Found = ImmutableDictionary<string, ImmutableDictionary<string, object>>
                    .Empty.Add(
                        "vpc-0aaaaaaaaaaaaaaaa",
                        CloudMocks.Found(
                            ("cidrBlock", "10.42.0.0/20"),
                            ("enableDnsSupport", true),
                            ("dhcpOptionsId", "dopt-0aaaaaaaaaaaaaaaa")
                        )
                    )
                    .Add(
                        "dopt-0aaaaaaaaaaaaaaaa",
                        CloudMocks.Found(("domainNameServers", ImmutableArray.Create<object>("AmazonProvidedDNS")))
                    )
                    .Add("subnet-0aaaaaaaaaaaaaaa1", VpcSubnet("10.42.4.0/24", "eu-west-1a"))
                    .Add("subnet-0aaaaaaaaaaaaaaa2", VpcSubnet("10.42.5.0/24", "eu-west-1b"))
                    .Add("subnet-0aaaaaaaaaaaaaaa3", VpcSubnet("10.42.6.0/25", "eu-west-1c")),
            },
            new Variant(
                "gcp-existing",
                "gcp-private",
                """
                    network:
                      name: shared
                      subnets:
                        europe-west1-b: { name: data-b, cidr: 10.42.4.0/24 }
                        europe-west1-c: { name: data-c, cidr: 10.42.5.0/24 }
                        europe-west1-d: { name: data-d, cidr: 10.42.6.0/25 }

                """
            )
            {
                Found = ImmutableDictionary<string, ImmutableDictionary<string, object>>
                    .Empty.Add("shared", CloudMocks.Found(("selfLink", GoogleLink("global/networks/shared"))))
                    .Add("data-b", Subnetwork("data-b", "10.42.4.0/24"))
                    .Add("data-c", Subnetwork("data-c", "10.42.5.0/24"))
                    .Add("data-d", Subnetwork("data-d", "10.42.6.0/25")),
            },
            new Variant(
                "azure-existing",
                "azure-private",
                $$"""
                    network:
                      id: {{VirtualNetwork}}
                      subnets:
                        "1": { name: data-1, cidr: 10.42.4.0/24 }
                        "2": { name: data-2, cidr: 10.42.5.0/24 }
                        "3": { name: data-3, cidr: 10.42.6.0/25 }

                """
            )
            {
                Found = ImmutableDictionary<string, ImmutableDictionary<string, object>>
                    .Empty.Add("hub", Hub())
                    .Add("data-1", Subnet("data-1", "10.42.4.0/24"))
                    .Add("data-2", Subnet("data-2", "10.42.5.0/24", "fd00:42:5::/64"))
                    .Add("data-3", Subnet("data-3", "10.42.6.0/25")),
            },
        }.ToImmutableDictionary(variant => variant.Name[..variant.Name.IndexOf('-', StringComparison.Ordinal)]);

    /// <summary>Cloud to its variant with a public service next to a private one. Operators and clients are in the internet.</summary>
    internal static ImmutableDictionary<string, Variant> Public { get; } =
        new[]
        {
            OfPublic(
                "aws",
                """
                dns: { zone: db.example.com, hostedZoneId: Z0EXAMPLE, ttl: 60 }
                    networkAcls: true
                    peerings: { partner: { account: "012345678901", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16] } }
                """
            ),
            OfPublic("azure", "dns: { zone: db.example.com, resourceGroup: names, ttl: 60 }"),
            OfPublic("gcp", "dns: { zone: db.example.com, managedZone: example-com, ttl: 60 }"),
        }.ToImmutableDictionary(variant => variant.Name[..variant.Name.IndexOf('-', StringComparison.Ordinal)]);

    /// <summary>Cloud to its variant with a customer's key for disks and their own groups, as a new project has them.</summary>
    internal static ImmutableDictionary<string, Variant> Customers { get; } =
        new[]
        {
            OfCustomer("aws", "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab", "sg-0a1b2c3d4e5f60718"),
            OfCustomer(
                "azure",
                "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/keys/providers/Microsoft.Compute"
                    + "/diskEncryptionSets/nodes",
                "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/net/providers/Microsoft.Network"
                    + "/applicationSecurityGroups/own"
            ),
            OfCustomer("gcp", "projects/acme-keys/locations/europe-west1/keyRings/disks/cryptoKeys/nodes", "customer-clients"),
        }.ToImmutableDictionary(variant => variant.Name[..variant.Name.IndexOf('-', StringComparison.Ordinal)]);

    private const string Subscription = "21111111-2222-4333-8444-555555555555";

    internal static ImmutableArray<Variant> All { get; } =
    [
        new("aws-dns", "aws-private", "    dns: { zone: db.example.com, hostedZoneId: Z0EXAMPLE, ttl: 60 }\n"),
        new(
            "azure-dns",
            "azure-private",
            "    dns: { zone: db.example.com, resourceGroup: names, ttl: 60 }\n    terminationProtection: true\n"
        ),
        new("gcp-dns", "gcp-private", "    dns: { zone: db.example.com, managedZone: example-com, ttl: 60 }\n"),
        new(
            "azure-peerings",
            "azure-private",
            $$"""
                peerings:
                  partner:
                    tenant: 11111111-2222-4333-8444-555555555555
                    virtualNetwork:
                      /subscriptions/{{Subscription}}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/clients
                    app: 31111111-2222-4333-8444-555555555555
                    cidrs: [10.7.0.0/16, 10.9.0.0/24]
                  warehouse:
                    tenant: 41111111-2222-4333-8444-555555555555
                    subscription: 51111111-2222-4333-8444-555555555555
                    resourceGroup: network
                    virtualNetwork: stock
                    mode: both-sides
                    cidrs: [172.20.0.0/16]

            """
        ),
        new(
            "gcp-peerings",
            "gcp-private",
            """
                peerings:
                  partner: { project: clients-production, network: default, cidrs: [10.7.0.0/16] }
                  warehouse: { project: stock-production, network: stock, mode: both-sides, cidrs: [172.20.0.0/16] }

            """
        ),
        .. Existing.Values,
        .. Public.Values,
        .. Customers.Values,
    ];

    /// <summary>More services, after the example's.</summary>
    internal string Services { get; init; } = "";

    /// <summary>Whether it is a new project, which no lock file has recorded yet.</summary>
    internal bool IsNew { get; init; }

    /// <summary>What the cloud reports about existing networks.</summary>
    internal ImmutableDictionary<string, ImmutableDictionary<string, object>> Found { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty;

    /// <summary>Runs an example, or a variant of one.</summary>
    internal static Task<StackRun> RunAsync(string name, CloudMocks? mocks = null) =>
        All.SingleOrDefault(variant => variant.Name == name) is { } variant ? variant.RunAsync(mocks: mocks)
        : mocks is null ? ExampleStacks.RunAsync(name)
        : StackRun.OfAsync(ExampleStacks.Text(name), ExampleStacks.LockText(name), mocks: mocks, stack: name);

    /// <param name="edit">Further changes to the text.</param>
    /// <param name="mocks">Replaces a cloud that reports exactly what the file states.</param>
    /// <param name="change">A change to the compiled plan.</param>
    internal Task<StackRun> RunAsync(
        Func<string, string>? edit = null,
        CloudMocks? mocks = null,
        bool preview = false,
        Func<ProjectPlan, ProjectPlan>? change = null
    )
    {
        var text = Regex.Replace(ExampleStacks.Text(Example), "    zones: [0-9]\n", zones => zones.Value + Keys) + Services;
        // An existing network's subnets are not those allocated in the example's lock file.
        var locked = Found.IsEmpty && !IsNew ? ExampleStacks.LockText(Example) : "";
        return StackRun.OfAsync(
            edit?.Invoke(text) ?? text,
            locked,
            preview,
            mocks ?? new CloudMocks { Existing = Found },
            change: change,
            stack: Example
        );
    }

    internal static ImmutableDictionary<string, object> Subnetwork(string name, string cidr, string network = "shared") =>
        CloudMocks.Found(
            ("selfLink", GoogleLink($"regions/europe-west1/subnetworks/{name}")),
            // The same network in another version of the API.
            ("network", GoogleLink($"global/networks/{network}").Replace("/v1/", "/beta/", StringComparison.Ordinal)),
            ("ipCidrRange", cidr)
        );

    /// <summary>As Azure may write it, in different letter case.</summary>
    internal static ImmutableDictionary<string, object> Hub(
        string region = "westeurope",
        string space = "10.40.0.0/13",
        params object[] nameServers
    ) =>
        CloudMocks.Found(
            ("id", VirtualNetwork.Replace("/net/", "/Net/", StringComparison.Ordinal)),
            ("location", region),
            ("addressSpaces", ImmutableArray.Create<object>("192.168.0.0/24", space)),
            ("dnsServers", nameServers.ToImmutableArray())
        );

    internal static ImmutableDictionary<string, object> Subnet(string name, params object[] cidrs) =>
        CloudMocks.Found(("id", $"{VirtualNetwork}/subnets/{name}"), ("addressPrefixes", cidrs.ToImmutableArray()));

    internal static string GoogleLink(string path) => $"https://www.googleapis.com/compute/v1/projects/acme-prod/{path}";

    private static Variant OfCustomer(string cloud, string key, string group) =>
        new($"{cloud}-customer", $"{cloud}-bastion", $"    diskKey: {key}\n    extraSecurityGroups: [{group}]\n") { IsNew = true };

    private static Variant OfPublic(string cloud, string names) =>
        new($"{cloud}-public", $"{cloud}-private", $"    {names}\n")
        {
            Services = """
                      shop-db:
                        type: postgresql
                        plan: business-4
                        nodes: 2
                        mesh: wireguard
                        allowedSources: [203.0.113.0/24]
                        publicAccess: true
                        volumes: { data: 10 }

                """,
        };

    private static ImmutableDictionary<string, object> VpcSubnet(string cidr, string zone) =>
        CloudMocks.Found(("vpcId", "vpc-0aaaaaaaaaaaaaaaa"), ("cidrBlock", cidr), ("availabilityZone", zone));
}
