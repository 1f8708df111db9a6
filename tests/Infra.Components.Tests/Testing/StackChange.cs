namespace Infra.Components.Tests.Testing;

/// <summary>Something an operator adds to a stack file, and may remove again.</summary>
/// <param name="MovesRules">
/// The allowed traffic changes, so firewall rules may be deleted: their networks and ports are merged differently. Others replace
/// them first, because Pulumi deletes last.
/// </param>
/// <param name="Removed">What is lost when it is removed again: a service or a node, with its data.</param>
internal sealed record StackChange(string Name, Func<string, string> Add, bool MovesRules = false, string? Removed = null)
{
    /// <summary>All that can be added to a stack file.</summary>
    internal static IEnumerable<StackChange> To(string text) => Common.Concat(Of(text.Split("cloud: ", 2)[1].Split('\n')[0].Trim()));

    // Available on every cloud.
    private static IEnumerable<StackChange> Common =>
        [
            new("a node", text => Replace(text, "nodes: 3", "nodes: 4"), Removed: "orders-db-4"),
            new("larger volumes", text => System.Text.RegularExpressions.Regex.Replace(text, @"\{data: (\d+)\}", "{data: ${1}7}")),
            new("a source", text => Replace(text, "allowedSources: [", "allowedSources: [10.1.0.0/16, ")),
            new("a source beside another", text => Replace(text, "10.7.0.0/16", "10.6.0.0/16, 10.7.0.0/16"), MovesRules: true),
            new("an operators' network", text => Replace(text, "managementSources: [", "managementSources: [192.0.2.0/28, ")),
            new("a service before", text => Replace(text, "    services:\n", "    services:\n" + Service("a-first")), Removed: "a-first"),
            new("a service behind", text => text.TrimEnd('\n') + "\n" + Service("z-last"), Removed: "z-last"),
            new(
                "a service with public addresses",
                text => text.TrimEnd('\n') + "\n" + Service("z-last") + "        publicAccess: true\n",
                Removed: "z-last"
            ),
            new(
                "destinations instead of the internet",
                text => Project(text, "egress: { mirror: { to: [203.0.113.0/28], ports: [80, 443] } }"),
                MovesRules: true
            ),
            new(
                "an access of its own",
                text => text.TrimEnd('\n') + "\n        components: { pgbouncer: { allowedSources: [10.9.0.0/24] } }\n",
                MovesRules: true
            ),
        ];

    // Specific to this cloud.
    private static IEnumerable<StackChange> Of(string cloud) =>
        cloud switch
        {
            "aws" =>
            [
                new("a peering", text =>
                    Project(text, "peerings: { partner: { account: \"012345678901\", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16] } }")
                ),
                new("a peering, both sides of it", text =>
                    Project(
                        text,
                        "peerings: { partner: { account: \"012345678901\", vpc: vpc-0123456789abcdef0, "
                            + "cidrs: [10.7.0.0/16], mode: both-sides, assumeRole: \"arn:aws:iam::012345678901:role/accept\" } }"
                    )
                ),
                new("names", text => Project(text, "dns: { zone: db.example.com, hostedZoneId: Z0123456789ABCDEFGHIJ }")),
                new("an identity", text =>
                    Project(
                        text,
                        "account: \"210987654321\"\n    runAs: { role: arn:aws:iam::210987654321:role/deploy, externalId: acme-4711 }"
                    )
                ),
                new("a group of the customer's", text => Project(text, "extraSecurityGroups: [sg-0a1b2c3d4e5f60718]")),
                new("a key of the customer's", text =>
                    Project(text, "diskKey: arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab")
                ),
                new("flow logs", text => Project(text, "flowLogs: { retentionDays: 30 }")),
                new("protection", text => Project(text, "terminationProtection: true")),
                new("network ACLs", text => Project(text, "networkAcls: true")),
                new("public addresses", Public),
            ],
            "azure" =>
            [
                new("a peering", text =>
                    Project(
                        text,
                        "peerings: { partner: { tenant: 11111111-2222-3333-4444-555555555555, subscription: "
                            + "22222222-3333-4444-5555-666666666666, "
                            + "resourceGroup: partner, virtualNetwork: partner, app: "
                            + "33333333-4444-5555-6666-777777777777, cidrs: [10.7.0.0/16] } }"
                    )
                ),
                new("names", text => Project(text, "dns: { zone: db.example.com, resourceGroup: names }")),
                new("an identity", text =>
                    Project(
                        text,
                        "subscription: 5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23\n    runAs: { tenant: "
                            + "11111111-2222-3333-4444-555555555555, application: 22222222-3333-4444-5555-666666666666 }"
                    )
                ),
                new("a group of the customer's", text =>
                    Project(
                        text,
                        "extraSecurityGroups: [/subscriptions/5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23/resourceGroups/net/providers"
                            + "/Microsoft.Network/applicationSecurityGroups/own]"
                    )
                ),
                new("a key of the customer's", text =>
                    Project(
                        text,
                        "diskKey: /subscriptions/5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23/resourceGroups/keys/providers"
                            + "/Microsoft.Compute/diskEncryptionSets/nodes"
                    )
                ),
                new("protection", text => Project(text, "terminationProtection: true")),
                new("public addresses", Public),
            ],
            "gcp" =>
            [
                new("a peering", text =>
                    Project(text, "peerings: { partner: { project: partner-project, network: partner, cidrs: [10.7.0.0/16] } }")
                ),
                new("a peering, both sides of it", text =>
                    Project(
                        text,
                        "peerings: { partner: { project: partner-project, network: partner, cidrs: [10.7.0.0/16], mode: both-sides } }"
                    )
                ),
                new("names", text => Project(text, "dns: { zone: db.example.com, managedZone: db-example-com }")),
                new("an identity", text =>
                    Project(text, "project: acme-databases\n    runAs: { serviceAccount: deploy-1@acme-databases.iam.gserviceaccount.com }")
                ),
                new("a group of the customer's", text => Project(text, "extraSecurityGroups: [customer-clients]")),
                new("a key of the customer's", text =>
                    Project(text, "diskKey: projects/acme-keys/locations/europe-west1/keyRings/disks/cryptoKeys/nodes")
                ),
                new("protection", text => Project(text, "terminationProtection: true")),
                new("public addresses", Public),
            ],
            _ =>
            [
                new("names", text => Project(text, "dns: { zone: db.example.com }")),
                new("public access taken away", text => Replace(text, "        publicAccess: true", "        #")),
                new(
                    "a public service behind",
                    text => text.TrimEnd('\n') + "\n" + Service("z-public") + "        publicAccess: true\n",
                    Removed: "z-public"
                ),
            ],
        };

    // Nodes of the example get addresses, and a client that needs one.
    private static string Public(string text) =>
        Replace(
            Replace(text, "mesh: wireguard\n", "mesh: wireguard\n        publicAccess: true\n"),
            "allowedSources: [",
            "allowedSources: [203.0.113.0/24, "
        );

    private static string Project(string text, string line) => Replace(text, "    services:\n", $"    {line}\n    services:\n");

    private static string Service(string name) =>
        $"      {name}:\n        type: postgresql\n        plan: business-4\n        nodes: 2\n        mesh: wireguard\n"
        + "        allowedSources: [10.8.0.0/16]\n        volumes: { data: 10 }\n";

    private static string Replace(string text, string before, string after)
    {
        Assert.Contains(before, text, StringComparison.Ordinal);
        return text.Replace(before, after, StringComparison.Ordinal);
    }
}
