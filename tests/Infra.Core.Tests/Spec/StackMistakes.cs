namespace Infra.Core.Tests.Spec;

/// <summary>
/// Mistakes in stack files, one at a time, and the messages; those in the text itself are in TextMistakes, those about the way in in
/// AccessMistakes. Remedies are followed from here too.
/// </summary>
public static class StackMistakes
{
    /// <summary>Part of the good text, its replacement, code, path, a part of message or remedy.</summary>
    public static TheoryData<string, string, string, string, string> Errors { get; } =
        new()
        {
            // Its shape.
            { "zones: 3", "§zonez: 3", "INF0101", "zonez", "Did you mean 'zones'?" },
            { "nodes: 3", "§node: 3", "INF0101", "services.orders-db.node", "Did you mean 'nodes'?" },
            { "nodes: 3", "§replicas: 3", "INF0101", "services.orders-db.replicas", "Known here: allowedSources, components, mesh," },
            { "nodes: 3", "§Nodes: 3", "INF0101", "services.orders-db.Nodes", "Did you mean 'nodes'?" },
            { "zones: 3", "zones: §\"3\"", "INF0102", "zones", "Expected a whole number" },
            { "zones: 3", "zones: §3.0", "INF0102", "zones", "the number 3.0" },
            { "zones: 3", "zones: §0x3", "INF0102", "zones", "decimal digits" },
            { "data: 1 }", "data: §1GiB }", "INF0102", "services.orders-db.volumes.data", "without quotes or a unit" },
            { "name: demo", "name: §42", "INF0201", "name", "not a valid project name" },
            { "mesh: wireguard", "publicAccess: §\"true\"", "INF0102", "services.orders-db.publicAccess", "without quotes" },
            { "mesh: wireguard", "publicAccess: §yes", "INF0102", "services.orders-db.publicAccess", "Expected true or false" },
            { "mesh: wireguard", "components: §[pg]", "INF0102", "services.orders-db.components", "Expected a mapping" },
            { "mesh: wireguard", "components: { pg: §true }", "INF0102", "services.orders-db.components.pg", "Expected a mapping" },
            {
                "mesh: wireguard",
                "components: { §pgbounce: {} }",
                "INF0101",
                "services.orders-db.components.pgbounce",
                "Did you mean 'pgbouncer'?"
            },
            {
                "mesh: wireguard",
                "components: { pg: { §sources: [] } }",
                "INF0101",
                "services.orders-db.components.pg.sources",
                "Known here: allowedSources, publicAccess"
            },
            {
                "mesh: wireguard",
                "components: { pg: { §allowedSources: } }",
                "INF0104",
                "services.orders-db.components.pg.allowedSources",
                "'[]' for none"
            },
            {
                "mesh: wireguard",
                "components: { pg: { allowedSources: [§everyone] } }",
                "INF0301",
                "services.orders-db.components.pg.allowedSources[0]",
                "CIDR"
            },
            { "name: demo", "name: §true", "INF0102", "name", "Expected text" },
            { "[10.7.0.0/16]", "§10.7.0.0/16", "INF0102", "services.orders-db.allowedSources", "in brackets" },
            { "{ data: 1 }", "§[data]", "INF0102", "services.orders-db.volumes", "Expected a mapping" },
            { "[10.7.0.0/16]", "[§[10.7.0.0/16]]", "INF0102", "services.orders-db.allowedSources[0]", "found a list" },
            { "      orders-db:\n        type: postgresql\n", "      §orders-db:\n", "INF0103", "services.orders-db", "'type' is missing" },
            { "  infra:project:\n    name: demo", "  §infra:project:", "INF0103", "", "'name' is missing" },
            { "volumes: { data: 1 }", "§volumes: { logs: 1 }", "INF0103", "services.orders-db.volumes", "volume 'data' is missing" },
            { "cidr: 10.77.0.0/20", "§cidr:", "INF0104", "cidr", "no value" },
            { "name: demo", "§name: \"\"", "INF0104", "name", "no value" },
            { "nodes: 3", "§nodes: ~", "INF0104", "services.orders-db.nodes", "no value" },
            { "managementSources: [198.51.100.0/28]", "§managementSources: []", "INF0104", "managementSources", "nobody could log in" },
            { "zones: 3", "§zones: []", "INF0104", "zones", "list of zones is empty" },
            // Single values.
            { "name: demo", "name: §Demo_One", "INF0201", "name", "e.g. 'demo-one'" },
            { "name: demo", "name: §a-very-long-project-name", "INF0201", "name", "24 characters of at most 20" },
            { "name: demo", "name: §\"x -j ACCEPT\"", "INF0201", "name", "not a valid project name" },
            { "name: demo", "name: §\"a\\nb\"", "INF0201", "name", "'a\\u000ab'" },
            { "orders-db:", "§orders-db-:", "INF0201", "services.orders-db-", "e.g. 'orders-db'" },
            { "data: 1 }", "data: 1, §Logs: 1 }", "INF0201", "services.orders-db.volumes.Logs", "volume name" },
            { "data: 1 }", "data: 1, §control: 1 }", "INF0201", "services.orders-db.volumes.control", "device mapper" },
            { "cloud: local", "cloud: §loacl", "INF0202", "cloud", "Did you mean 'local'?" },
            { "deployment: standard", "deployment: §shared", "INF0202", "deployment", "Known here: byoc, standard" },
            { "mesh: wireguard", "mesh: §wiregard", "INF0202", "services.orders-db.mesh", "Did you mean 'wireguard'?" },
            { "nodes: 3", "nodes: §0", "INF0203", "services.orders-db.nodes", "must be 1 to 9" },
            { "nodes: 3", "nodes: §10", "INF0203", "services.orders-db.nodes", "must be 1 to 9" },
            { "nodes: 3", "nodes: §-1", "INF0203", "services.orders-db.nodes", "must be 1 to 9" },
            { "nodes: 3", "nodes: §99999999999", "INF0203", "services.orders-db.nodes", "must be 1 to 9" },
            { "zones: 3", "zones: §7", "INF0203", "zones", "must be 1 to 6" },
            { "zones: 3", "zones: 3\n    basePort: §9999", "INF0203", "basePort", "must be 10000 to 30000" },
            {
                "type: postgresql\n        plan: business-8\n        nodes: 3",
                "type: grafana\n        plan: §business-8",
                "INF0205",
                "services.orders-db.plan",
                "Known here: startup-4, startup-8, startup-16,"
            },
            {
                "type: postgresql\n        plan: business-8\n        nodes: 3",
                "type: grafana\n        plan: startup-8\n        nodes: §2",
                "INF0203",
                "services.orders-db.nodes",
                "it must be 1. Write 1."
            },
            {
                "type: postgresql\n        plan: business-8\n        nodes: 3",
                "type: clickhouse\n        plan: business-8\n        nodes: §4",
                "INF0210",
                "services.orders-db.nodes",
                "1, 3, 6, 9,"
            },
            {
                "type: postgresql\n        plan: business-8\n        nodes: 3",
                "type: opensearch\n        plan: business-8\n        nodes: §2",
                "INF0210",
                "services.orders-db.nodes",
                "1, 3-30"
            },
            { "data: 1 }", "data: §65 }", "INF0203", "services.orders-db.volumes.data", "must be 1 to 64" },
            { "type: postgresql", "type: §postgres", "INF0204", "services.orders-db.type", "postgresql" },
            {
                "plan: business-8",
                "plan: §business-9",
                "INF0205",
                "services.orders-db.plan",
                "Did you mean 'business-8' or 'business-16'?"
            },
            { "plan: business-8", "plan: §business-6", "INF0205", "services.orders-db.plan", "Did you mean 'business-4' or 'business-8'?" },
            { "plan: business-8", "plan: §busines-1000", "INF0205", "services.orders-db.plan", "Did you mean 'business-64'?" },
            { "plan: business-8", "plan: §huge", "INF0205", "services.orders-db.plan", "startup-4, startup-8" },
            { "type: postgresql", "type: §redis", "INF0204", "services.orders-db.type", "Did you mean 'valkey'?" },
            {
                "mesh: wireguard",
                "mesh: §none",
                "INF0202",
                "services.orders-db.mesh",
                "Known here: ipsec, ipsec+wireguard, wireguard, wireguard+ipsec."
            },
            { "zones: 3", "§zonen: 3\n    peerings: {}", "INF0101", "zonen", "Did you mean 'zones'?" },
            { "region: local", "region: §eu-west-1", "INF0206", "region", "Known here: local" },
            {
                "      orders-db:\n",
                "      §orders-db-2: { type: postgresql, plan: startup-4, volumes: { data: 1 } }\n      orders-db:\n",
                "INF0207",
                "services.orders-db-2",
                "could be mistaken for node 2"
            },
            { "zones: 3", "zones: [local-a, §eu-west-1a]", "INF0209", "zones[1]", "not a zone of local" },
            { "zones: 3", "zones: [local-a, §local-a]", "INF0209", "zones[1]", "listed twice" },
            // Networks.
            { "[10.7.0.0/16]", "[§10.7.0.0]", "INF0301", "services.orders-db.allowedSources[0]", "10.7.0.0/32" },
            { "[10.7.0.0/16]", "[§10.7/16]", "INF0301", "services.orders-db.allowedSources[0]", "CIDR" },
            { "[10.7.0.0/16]", "[§10.7.0.0/33]", "INF0301", "services.orders-db.allowedSources[0]", "CIDR" },
            { "[10.7.0.0/16]", "[§010.7.0.0/16]", "INF0301", "services.orders-db.allowedSources[0]", "CIDR" },
            { "[10.7.0.0/16]", "[§everyone]", "INF0301", "services.orders-db.allowedSources[0]", "CIDR" },
            { "cidr: 10.77.0.0/20", "cidr: §10.77.1.0/20", "INF0302", "cidr", "Write 10.77.0.0/20" },
            {
                "[10.7.0.0/16]",
                "[10.8.0.0/16, §10.7.0.1/16]",
                "INF0302",
                "services.orders-db.allowedSources[1]",
                "or 10.7.0.1/32 for the one address"
            },
            { "[10.7.0.0/16]", "[§\"2001:db8::1/64\"]", "INF0302", "services.orders-db.allowedSources[0]", "Write 2001:db8::/64" },
            { "cidr: 10.77.0.0/20", "cidr: §10.77.0.0", "INF0301", "cidr", "e.g. 10.77.0.0/20." },
            { "cidr: 10.77.0.0/20", "cidr: §everything", "INF0301", "cidr", "e.g. 10.42.0.0/20." },
            { "zones: 3", "§zones: ~", "INF0104", "zones", "e.g. 'zones: 3'" },
            {
                "managementSources: [198.51.100.0/28]",
                "§managementSources:",
                "INF0104",
                "managementSources",
                "e.g. 'managementSources: [198.51.100.0/28]'"
            },
            { "volumes: { data: 1 }", "§volumes: null", "INF0104", "services.orders-db.volumes", "e.g. 'volumes: { data: 10 }'" },
            { "      orders-db:\n", "      §other:\n      orders-db:\n", "INF0104", "services.other", "e.g. '{ type: postgresql" },
            { "zones: 3", "zones: 3\n    egress: { §m: }", "INF0104", "egress.m", "e.g. '{ to: [203.0.113.0/24], ports: [443] }'" },
            { "cidr: 10.77.0.0/20", "cidr: §fd00::/48", "INF0303", "cidr", "private IPv4" },
            { "cidr: 10.77.0.0/20", "cidr: §11.77.0.0/20", "INF0304", "cidr", "RFC 1918" },
            { "cidr: 10.77.0.0/20", "cidr: §172.32.0.0/20", "INF0304", "cidr", "RFC 1918" },
            { "cidr: 10.77.0.0/20", "cidr: §10.77.0.0/25", "INF0305", "cidr", "too small" },
            { "cidr: 10.77.0.0/20", "cidr: §10.77.0.0/16", "INF0305", "cidr", "too large: a standard network is /20 to /24" },
            { "[198.51.100.0/28]", "[§10.77.4.0/24]", "INF0306", "managementSources[0]", "overlaps the project's own network" },
            { "[198.51.100.0/28]", "[§10.0.0.0/8]", "INF0306", "managementSources[0]", "overlaps" },
            { "[10.7.0.0/16]", "[§10.77.4.0/24]", "INF0306", "services.orders-db.allowedSources[0]", "contains only nodes" },
            { "[10.7.0.0/16]", "[§\"::ffff:10.7.0.0/112\"]", "INF0307", "services.orders-db.allowedSources[0]", "IPv4 network itself" },
            { "[198.51.100.0/28]", "[§0.0.0.0/0]", "INF0308", "managementSources[0]", "nearly everyone" },
            { "[198.51.100.0/28]", "[§128.0.0.0/2]", "INF0308", "managementSources[0]", "nearly everyone" },
            { "[198.51.100.0/28]", "[\"2001:db8::/48\", §\"::/0\"]", "INF0308", "managementSources[1]", "nearly everyone" },
            { "[10.7.0.0/16]", "[§127.0.0.0/8]", "INF0311", "services.orders-db.allowedSources[0]", "reserved" },
            { "[10.7.0.0/16]", "[§169.254.169.254/32]", "INF0311", "services.orders-db.allowedSources[0]", "reserved" },
            { "[10.7.0.0/16]", "[§\"fe80::/64\"]", "INF0311", "services.orders-db.allowedSources[0]", "reserved" },
            { "[10.7.0.0/16]", "[§\"::1/128\"]", "INF0311", "services.orders-db.allowedSources[0]", "reserved" },
            {
                "[10.7.0.0/16]",
                "[10.7.0.0/16, §203.0.113.0/24]\n        publicAccess: false",
                "INF0313",
                "services.orders-db.allowedSources[1]",
                "'publicAccess' is false"
            },
            {
                "[10.7.0.0/16]",
                "[§0.0.0.0/0]\n        publicAccess: false",
                "INF0313",
                "services.orders-db.allowedSources[0]",
                "'publicAccess' is false"
            },
            {
                "[10.7.0.0/16]",
                "[]\n        publicAccess: false\n        components: { pg: { allowedSources: [§0.0.0.0/1] } }",
                "INF0313",
                "services.orders-db.components.pg.allowedSources[0]",
                "publicAccess: true"
            },
            { "[198.51.100.0/28]", "[§224.0.0.0/24]", "INF0311", "managementSources[0]", "reserved" },
            // Where nodes may connect to.
            { "zones: 3", "zones: 3\n    egress: §closed", "INF0202", "egress", "'{}' for none" },
            { "zones: 3", "zones: 3\n    egress: §\"open \"", "INF0202", "egress", "Write 'open'" },
            { "zones: 3", "zones: 3\n    §egress:", "INF0104", "egress", "'{}' for none" },
            { "zones: 3", "zones: 3\n    egress: §[10.9.0.0/16]", "INF0102", "egress", "Expected a mapping" },
            { "zones: 3", "zones: 3\n    egress: §true", "INF0102", "egress", "Expected a mapping" },
            {
                "zones: 3",
                "zones: 3\n    egress: { §Mirror: { to: [10.9.0.0/16], ports: [443] } }",
                "INF0201",
                "egress.Mirror",
                "e.g. 'mirror'"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { §\"x -j ACCEPT\": { to: [10.9.0.0/16], ports: [443] } }",
                "INF0201",
                "egress.x -j ACCEPT",
                "destination name"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], §port: [443] } }",
                "INF0101",
                "egress.m.port",
                "Did you mean 'ports'?"
            },
            { "zones: 3", "zones: 3\n    egress: { §m: { ports: [443] } }", "INF0103", "egress.m", "'to' is missing" },
            { "zones: 3", "zones: 3\n    egress: { §m: { to: [10.9.0.0/16] } }", "INF0103", "egress.m", "'ports' is missing" },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { §to: [], ports: [443] } }",
                "INF0104",
                "egress.m.to",
                "A destination needs networks"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], §ports: [] } }",
                "INF0104",
                "egress.m.ports",
                "A destination needs ports"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [443], protocol: §icmp } }",
                "INF0202",
                "egress.m.protocol",
                "tcp, udp"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [443, §0] } }",
                "INF0203",
                "egress.m.ports[1]",
                "must be 1 to 65535"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [§65536] } }",
                "INF0203",
                "egress.m.ports[0]",
                "must be 1 to 65535"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [§9094-9092] } }",
                "INF0321",
                "egress.m.ports[0]",
                "Write 9092-9094"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [§0-443] } }",
                "INF0321",
                "egress.m.ports[0]",
                "not a port range"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [§https] } }",
                "INF0321",
                "egress.m.ports[0]",
                "not a port range"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [§10.77.4.0/24], ports: [443] } }",
                "INF0306",
                "egress.m.to[0]",
                "overlaps the project's own network"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [§0.0.0.0/0], ports: [443] } }",
                "INF0306",
                "egress.m.to[0]",
                "or write 'internet'"
            },
            { "zones: 3", "zones: 3\n    egress: { m: { to: [§10.9.0.1/16], ports: [443] } }", "INF0302", "egress.m.to[0]", "host bits" },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [§169.254.169.254/32], ports: [443] } }",
                "INF0320",
                "egress.m.to[0]",
                "lies in 169.254.0.0/16"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [§128.0.0.0/1], ports: [443] } }",
                "INF0320",
                "egress.m.to[0]",
                "contains 169.254.0.0/16"
            },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [§\"ff02::/16\"], ports: [443] } }",
                "INF0320",
                "egress.m.to[0]",
                "lies in ff00::/8"
            },
            { "zones: 3", "zones: 3\n    §egress: { m: { to: [10.9.0.0/16], ports: [1-8001] } }", "INF0322", "egress", "8001 pairs" },
            // What this version does not support.
            { "deployment: standard", "deployment: §ece", "INF0402", "deployment", "not supported in this version" },
            { "mesh: wireguard", "mesh: §ipsek", "INF0202", "services.orders-db.mesh", "not a valid kind of mesh" },
            {
                "volumes: { data: 1 }",
                "§volumes: { data: 1, a: 1, b: 1, c: 1, d: 1 }",
                "INF0404",
                "services.orders-db.volumes",
                "5 volumes for each node; this version supports 4"
            },
            {
                "zones: 3",
                "zones: 3\n    terminationProtection: §true",
                "INF0405",
                "terminationProtection",
                "Termination protection is not supported on local. Remove the key 'terminationProtection'; it is for aws, azure, gcp."
            },
            { "zones: 3", "zones: 3\n    terminationProtection: §\"true\"", "INF0102", "terminationProtection", "without quotes" },
            {
                "zones: 3",
                "zones: 3\n    §flowLogs: {}",
                "INF0405",
                "flowLogs",
                "not supported on local. Remove the key 'flowLogs'; it is for aws."
            },
        };
}
