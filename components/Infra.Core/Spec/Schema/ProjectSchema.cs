using System.Text.Json.Nodes;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Byoc;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Identity;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Spec.Schema;

/// <summary>The schema of <c>infra:project</c>: the reader's keys with their valid values, and what differs between clouds.</summary>
internal static class ProjectSchema
{
    // A service's name, a dash and a number.
    private const int LongestNodeKey = NameRules.LongestName + 4;

    internal static JsonObject Write()
    {
        var project = Closed(
            "The project.",
            ProjectReader.RequiredKeys,
            ProjectReader.Keys.Select(key => KeyValuePair.Create(key, Key(key)))
        );
        project["allOf"] = new JsonArray([.. Words.Clouds.Values.Select(cloud => Where("cloud", Words.Of(cloud), On(cloud)))]);
        return project;
    }

    /// <exception cref="InvalidOperationException">The schema lacks a key of the reader.</exception>
    private static JsonObject Key(string key) =>
        key switch
        {
            "name" => new JsonObject
            {
                ["type"] = "string",
                ["description"] = "The project's name: part of every cloud name. Never changes.",
                ["pattern"] = (string?)Name(NameRules.LongestName)["pattern"],
            },
            "cloud" => Word("Where it runs. Never changes.", Words.Clouds.Keys),
            "region" => AnyText("The cloud's name of the region; 'local' on the local cloud. Never changes."),
            "deployment" => Word(
                "'standard': the operator's own account; 'byoc': the customer's. This version refuses 'ece'.",
                Words.Deployments.Keys
            ),
            ExposureReader.Key => Word("With 'deployment: byoc': whether nodes have public addresses.", Words.Exposures.Keys),
            "cidr" => Reference("network4"),
            "basePort" => Number("Where the project's ports start.", ReservedPorts.FirstService, ReservedPorts.LastService),
            "zones" => AnyOf(
                "How many availability zones, or which ones by the cloud's names.",
                Number("How many.", 1, ZonesReader.Most),
                List("Which ones.", AnyText("A zone by the cloud's name; in quotes if it is a number."), least: 1, most: ZonesReader.Most)
            ),
            "managementSources" => List("The networks that operators log in from.", Reference("network"), least: 1),
            ProjectReader.ManagementRoutes => List("Which of them have a private route of your own to the nodes.", Reference("network")),
            "services" => Named("The services, by name; {} for none.", NameRules.LongestName, Reference("service")),
            "egress" => AnyOf(
                "The destinations that nodes may connect to.",
                Word("Everything on the internet; nothing private.", [EgressReader.Open]),
                Named("Only these destinations, by name; {} for none.", NameRules.LongestName, Destination())
            ),
            "peerings" => Named(
                "Private connections to other networks, by name.",
                NameRules.LongestName,
                new JsonObject { ["type"] = "object" }
            ),
            ExistingNetworkReader.Key => new JsonObject
            {
                ["type"] = "object",
                ["description"] = "An existing network for the nodes; docs/existing-network.md.",
            },
            DnsReader.Key => new JsonObject
            {
                ["type"] = "object",
                ["description"] = "The public DNS zone for the nodes' names; docs/dns.md.",
            },
            "terminationProtection" => Flag("Protects everything that holds data from deletion; docs/termination-protection.md."),
            FlowLogsReader.Key => Closed(
                "VPC flow logs in a log group (aws).",
                [],
                [KeyValuePair.Create(FlowLogsReader.Retention, Days())]
            ),
            "networkAcls" => Flag("A second, stateless firewall around the nodes' subnets (aws)."),
            "quotas" => new JsonObject
            {
                ["type"] = "object",
                ["description"] = "Quotas of your account that differ from a new account's.",
            },
            AccessPathReader.Key => Word("How the program and operators get to the nodes' SSH; docs/access.md.", Words.AccessModes.Keys),
            AccessPathReader.BastionKey => Closed(
                "The bastions, with 'access: bastion'.",
                [],
                [KeyValuePair.Create(AccessPathReader.Count, Word("How many; 'one' without it.", Words.BastionCounts.Keys))]
            ),
            EndpointsReader.Key => Named(
                "Where each node's SSH is reached, by node, with 'access: endpoints'.",
                LongestNodeKey,
                Closed(
                    "Where it is reached from where pulumi runs.",
                    [EndpointsReader.Host, EndpointsReader.Port],
                    [
                        KeyValuePair.Create(EndpointsReader.Host, AnyText("A host name or an IP address, IPv6 without brackets.")),
                        KeyValuePair.Create(EndpointsReader.Port, Number("The port.", 1, EndpointsReader.LastPort)),
                    ]
                )
            ),
            TunnelReader.Key => List(
                "Where a tunnel's connections come from: networks, or the cloud's managed tunnel.",
                AnyOf("", Reference("network"), Word("", Tunnels())),
                least: 1
            ),
            RunAsReader.Key => new JsonObject
            {
                ["type"] = "object",
                ["description"] = "The identity that the cloud's provider runs as, instead of the environment's own.",
            },
            DiskKeyReader.Key => AnyText("The customer's own key for the volumes of new VMs."),
            ExtraGroupsReader.Key => List(
                "Groups of the customer's that every node joins, for firewall rules of their own.",
                AnyText("A security group's ID (aws), an application security group's (azure), a network tag (gcp).")
            ),
            NatReader.Key => Word("How nodes without public addresses leave the network.", Words.NatModes.Keys),
            TagsReader.Key => new JsonObject
            {
                ["type"] = "object",
                ["description"] = "Your own tags for every resource that supports tags.",
                ["additionalProperties"] = new JsonObject { ["type"] = "string" },
            },
            _ when AccountReader.FormOf(key) is { } account => account.Schema(),
            _ => throw new InvalidOperationException($"The schema does not know the project's key '{key}' yet."),
        };

    /// <summary>A cloud's valid values for the keys that every cloud spells in its own terms.</summary>
    private static JsonObject On(CloudKind cloud)
    {
        var keys = new JsonObject(Without(AccountReader.Keys.Where(key => key != AccountReader.KeyOf(cloud))))
        {
            ["quotas"] = Closed(
                "This cloud's.",
                [],
                CloudQuota.Of(cloud).Select(quota => KeyValuePair.Create(quota.Name, Number(quota.CloudName, 1, quota.Most)))
            ),
        };
        if (NetworkForm.Of(cloud) is { } form)
        {
            keys[ExistingNetworkReader.Key] = Existing(form);
        }

        if (CloudRegistry.Of<IStackFileRules>(cloud) is { DiskKey: { } diskKey, ExtraGroup: { } extra })
        {
            keys[DiskKeyReader.Key] = Matching($"{diskKey.What}.", diskKey.Form);
            keys[ExtraGroupsReader.Key] = new JsonObject { ["items"] = Matching($"{extra.What}.", extra.Form) };
        }

        if (CloudRegistry.Of<IStackFileRules>(cloud).RunAs is { } runAs)
        {
            keys[RunAsReader.Key] = Closed(
                "What the provider runs as.",
                runAs.Required,
                runAs.Keys.Select(key => KeyValuePair.Create(key, runAs.Schema(key)))
            );
        }

        if (CloudRegistry.Of<IStackFileRules>(cloud).Peering is not null)
        {
            keys["peerings"] = new JsonObject { ["additionalProperties"] = PeeringSchema.Write(cloud) };
        }

        keys[DnsReader.Key] = Dns(ZoneKey.Of(cloud));
        return new JsonObject { ["properties"] = keys };
    }

    private static IEnumerable<string> Tunnels() => CloudRegistry.All.Select(cloud => cloud.Tunnel?.Word).OfType<string>();

    private static JsonObject Dns(ZoneKey? id) =>
        Closed(
            "The zone.",
            ["zone", .. id is null ? [] : new[] { id.Key }],
            [
                KeyValuePair.Create("zone", AnyText("The zone's name: db.example.com.")),
                KeyValuePair.Create("ttl", Number("Seconds.", DnsReader.ShortestTtlSeconds, DnsReader.LongestTtlSeconds)),
                .. id is null ? [] : new[] { KeyValuePair.Create(id.Key, Matching($"The {id.What}.", id.Form)) },
            ]
        );

    private static JsonObject Existing(NetworkForm form)
    {
        var subnet = Closed(
            "A subnet.",
            [form.Subnet.Key, "cidr"],
            [
                KeyValuePair.Create(form.Subnet.Key, Matching($"The {form.Subnet.What}.", form.Subnet.Form)),
                KeyValuePair.Create("cidr", Reference("network4")),
            ]
        );
        return Closed(
            "The network.",
            [form.Network.Key, "subnets"],
            [
                KeyValuePair.Create(form.Network.Key, Matching($"The {form.Network.What}.", form.Network.Form)),
                KeyValuePair.Create(
                    "subnets",
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["description"] = "By zone.",
                        ["minProperties"] = 1,
                        ["additionalProperties"] = subnet,
                    }
                ),
            ]
        );
    }

    private static JsonObject Destination() =>
        Closed(
            "A destination.",
            ["to", "ports"],
            [
                KeyValuePair.Create(
                    "to",
                    List("Networks, or 'internet'.", AnyOf("", Reference("network"), Word("", [EgressReader.Internet])), least: 1)
                ),
                KeyValuePair.Create("protocol", Word("tcp without it.", Words.Transports.Keys)),
                KeyValuePair.Create(
                    "ports",
                    List(
                        "Ports and ranges of ports.",
                        AnyOf(
                            "",
                            Number("", EgressReader.FirstPort, EgressReader.LastPort),
                            Matching("First and last: 9092-9094.", "^[1-9][0-9]{0,4}-[1-9][0-9]{0,4}$")
                        ),
                        least: 1
                    )
                ),
            ]
        );

    private static JsonObject Days()
    {
        var days = Number("How long they are kept, in days.", FlowLogsReader.Choices[0], FlowLogsReader.Choices[^1]);
        days["enum"] = new JsonArray([.. FlowLogsReader.Choices.Select(choice => JsonValue.Create(choice))]);
        return days;
    }

    /// <summary>Matches the reader of AWS accounts: a number is accepted too if it loses no leading zero.</summary>
    internal static JsonObject AccountNumber(string about) =>
        AnyOf(about, Matching("", "^[0-9]{12}$"), Number("", 100_000_000_000, 999_999_999_999));
}
