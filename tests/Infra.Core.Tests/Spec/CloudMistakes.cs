namespace Infra.Core.Tests.Spec;

/// <summary>What <see cref="StackMistakes"/> cannot contain: keys and limits of one cloud.</summary>
public static class CloudMistakes
{
    /// <summary>The same, with the good text moved to AWS.</summary>
    public static TheoryData<string, string, string, string, string> OnAws { get; } =
        new()
        {
            {
                "zones: 3",
                "zones: 3\n    quotas: { §securityGroupRule: 100 }",
                "INF0101",
                "quotas.securityGroupRule",
                "Did you mean 'securityGroupRules'?"
            },
            {
                "zones: 3",
                "zones: 3\n    quotas: { securityGroupRules: §1001 }",
                "INF0203",
                "quotas.securityGroupRules",
                "it must be 1 to 1000"
            },
            { "zones: 3", "zones: 3\n    quotas: { networkAclRules: §41 }", "INF0203", "quotas.networkAclRules", "it must be 1 to 40" },
            { "zones: 3", "zones: 3\n    quotas: { networkAclRules: §0 }", "INF0203", "quotas.networkAclRules", "it must be 1 to 40" },
            { "zones: 3", "zones: 3\n    quotas: §100", "INF0102", "quotas", "Expected a mapping" },
            {
                "zones: 3",
                "zones: 3\n    §quotas: { securityGroupRules: 1000, securityGroupsPerInterface: 16 }",
                "INF0212",
                "quotas",
                "1000 rules by 16 groups is 16000"
            },
            { "zones: 3", "zones: 3\n    §tag: {}", "INF0101", "tag", "Did you mean 'tags'?" },
            { "zones: 3", "zones: 3\n    tags: { §2026: x }", "INF0003", "tags.2026", "Put it in quotes: \"2026\"" },
            { "zones: 3", "zones: 3\n    tags: { §2026-01-01: x }", "INF0003", "tags.2026-01-01", "Put it in quotes" },
            { "zones: 3", "zones: 3\n    tags: { since: §2026-01-01 }", "INF0102", "tags.since", "the date 2026-01-01" },
            { "zones: 3", "zones: 3\n    tags: { number: §1_000 }", "INF0102", "tags.number", "the number 1_000" },
            { "region: eu-west-1", "region: §europe-west1", "INF0206", "region", "Did you mean 'eu-west-1'?" },
            { "region: eu-west-1", "region: §westeurope", "INF0206", "region", "Did you mean 'eu-west-" },
            { "region: eu-west-1", "region: §australia-southeast1", "INF0206", "region", "Did you mean 'ap-southeast-2'?" },
            { "[20.51.100.0/28]", "[§\"::/0\"]", "INF0310", "managementSources[0]", "operators' IPv4 networks" },
            { "zones: 3", "zones: 3\n    networkAcls: §yes", "INF0102", "networkAcls", "Expected true or false" },
            { "region: eu-west-1", "region: §eu-wset-1", "INF0206", "region", "Did you mean 'eu-west-1'?" },
            { "region: eu-west-1", "region: §mars-1", "INF0206", "region", "list its zones" },
            { "zones: 3", "zones: §4", "INF0208", "zones", "eu-west-1 has 3: eu-west-1a, eu-west-1b, eu-west-1c" },
            { "zones: 3", "zones: [§us-east-1a]", "INF0209", "zones[0]", "e.g. 'eu-west-1a'" },
            {
                "[10.7.0.0/16]",
                "[10.7.0.0/16, §\"2001:db8:7::/64\"]",
                "INF0310",
                "services.orders-db.allowedSources[1]",
                "does not support IPv6"
            },
            { "[20.51.100.0/28]", "[§\"2001:db8:7::/64\"]", "INF0310", "managementSources[0]", "does not support IPv6" },
            {
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [§\"2001:db8:9::/64\"], ports: [443] } }",
                "INF0310",
                "egress.m.to[0]",
                "destination's IPv4 networks"
            },
            { "data: 1 }", "data: §16385 }", "INF0203", "services.orders-db.volumes.data", "must be 1 to 16384" },
            {
                "volumes: { data: 1 }",
                "§volumes: { data: 1, a: 1, b: 1, c: 1, d: 1 }",
                "INF0404",
                "services.orders-db.volumes",
                "supports 4 on aws"
            },
            { "zones: 3", "zones: 3\n    flowLogs: { retentionDays: §91 }", "INF0211", "flowLogs.retentionDays", "90, 120," },
            { "zones: 3", "zones: 3\n    flowLogs: { retentionDays: §0 }", "INF0203", "flowLogs.retentionDays", "1 to 3653" },
            { "zones: 3", "zones: 3\n    flowLogs: { §days: 3 }", "INF0101", "flowLogs.days", "Known here: retentionDays" },
            { "zones: 3", "zones: 3\n    flowLogs: §true", "INF0102", "flowLogs", "Expected a mapping" },
            {
                "managementSources: [20.51.100.0/28]\n    managementRoutes: [20.51.0.0/16]",
                "access: bastion\n    managementSources: §[10.9.0.0/28]",
                "INF0352",
                "managementSources",
                "10.9.0.0/28 cannot"
            },
            {
                "zones: 3",
                "zones: 3\n    runAs: { role: §arn:aws:iam::111122223333:role/infra-deployer }",
                "INF0406",
                "runAs.role",
                "Use a role of account 210987654321."
            },
            { "zones: 3", "zones: 3\n    runAs: { §rol: x, role: arn:aws:iam::210987654321:role/x }", "INF0101", "runAs.rol", "'role'" },
            { "zones: 3", "zones: 3\n    tunnelSources: [§iap]", "INF0346", "tunnelSources[0]", "Write 'instance-connect'" },
            { "zones: 3", "zones: 3\n    §tunnelSources: []", "INF0104", "tunnelSources", "nobody could log in" },
            { "zones: 3", "zones: 3\n    tunnelSources: [§10.0.0.0/9]", "INF0346", "tunnelSources[0]", "contains the project's own" },
            { "zones: 3", "zones: 3\n    tunnelSources: [§20.0.0.0/7]", "INF0308", "tunnelSources[0]", "SSH from 20.0.0.0/7" },
            { "zones: 3", "zones: 3\n    tunnelSources: [§127.0.0.0/8]", "INF0311", "tunnelSources[0]", "reserved" },
            { "zones: 3", "zones: 3\n    tunnelSources: [§10.9.0.1/28]", "INF0302", "tunnelSources[0]", "host bits" },
        };

    /// <summary>The same, with the good text moved to Azure.</summary>
    public static TheoryData<string, string, string, string, string> OnAzure { get; } =
        new()
        {
            { "region: westeurope", "§region:", "INF0104", "region", "e.g. 'region: westeurope'" },
            { "region: westeurope", "region: §westeurpoe", "INF0206", "region", "Did you mean 'westeurope'?" },
            { "region: westeurope", "region: §eu-west-1", "INF0206", "region", "Did you mean 'westeurope'?" },
            { "region: westeurope", "region: §us-east-1", "INF0206", "region", "Did you mean 'eastus'?" },
            { "region: westeurope", "region: §marscentral", "INF0206", "region", "'zones: [\"1\", \"2\"]'" },
            { "region: westeurope", "region: §West Europe", "INF0206", "region", "Did you mean 'westeurope'?" },
            {
                "region: westeurope\n    deployment: standard\n    cidr: 10.77.0.0/20\n    zones: 3",
                "region: §\"a\\nb: c\"\n    deployment: standard\n    cidr: 10.77.0.0/20\n    zones: [\"1\"]",
                "INF0206",
                "region",
                "'a\\u000ab: c' is not a valid region name"
            },
            { "region: westeurope", "region: §westus", "INF0208", "region", "westus has no zones" },
            { "zones: 3", "zones: §4", "INF0203", "zones", "must be 1 to 3" },
            { "zones: 3", "zones: [\"1\", §\"4\"]", "INF0209", "zones[1]", "e.g. '1'" },
            { "zones: 3", "zones: [\"1\", §westeurope-2]", "INF0209", "zones[1]", "e.g. '1'" },
            { "zones: 3", "zones: [\"1\", §2]", "INF0102", "zones[1]", "quotes" },
            { "[10.7.0.0/16]", "[§\"2001:db8:7::/64\"]", "INF0310", "services.orders-db.allowedSources[0]", "does not support IPv6" },
            { "data: 1 }", "data: §32768 }", "INF0203", "services.orders-db.volumes.data", "must be 1 to 32767" },
            {
                "volumes: { data: 1 }",
                "§volumes: { data: 1, a: 1, b: 1, c: 1, d: 1 }",
                "INF0404",
                "services.orders-db.volumes",
                "supports 4 on azure"
            },
        };

    /// <summary>The same, with the good text moved to GCP.</summary>
    public static TheoryData<string, string, string, string, string> OnGcp { get; } =
        new()
        {
            { "region: europe-west1", "§region: ~", "INF0104", "region", "e.g. 'region: europe-west1'" },
            { "region: europe-west1", "region: §europe-west11", "INF0206", "region", "Did you mean 'europe-west1'?" },
            { "region: europe-west1", "region: §eu-west-1", "INF0206", "region", "Did you mean 'europe-west1'?" },
            { "region: europe-west1", "region: §eu-central-1", "INF0206", "region", "Did you mean 'europe-central2'?" },
            { "region: europe-west1", "region: §us-east-1", "INF0206", "region", "Did you mean 'us-east1'?" },
            { "region: europe-west1", "region: §ap-southeast-2", "INF0206", "region", "Did you mean 'australia-southeast" },
            { "region: europe-west1", "region: §sa-east-1", "INF0206", "region", "Did you mean 'southamerica-east1'?" },
            { "region: europe-west1", "region: §mars-west1", "INF0206", "region", "list its zones: 'zones: [<region>-a, <region>-b]'" },
            { "zones: 3", "zones: §4", "INF0208", "zones", "europe-west1 has 3: europe-west1-b, europe-west1-c, europe-west1-d" },
            { "zones: 3", "zones: [§europe-west10-b]", "INF0209", "zones[0]", "e.g. 'europe-west1-b'" },
            { "zones: 3", "zones: [§europe-west1b]", "INF0209", "zones[0]", "e.g. 'europe-west1-b'" },
            { "[20.51.100.0/28]", "[§\"2001:db8:7::/64\"]", "INF0310", "managementSources[0]", "does not support IPv6" },
            { "data: 1 }", "data: §65537 }", "INF0203", "services.orders-db.volumes.data", "must be 1 to 65536" },
            {
                "volumes: { data: 1 }",
                "§volumes: { data: 1, a: 1, b: 1, c: 1, d: 1 }",
                "INF0404",
                "services.orders-db.volumes",
                "supports 4 on gcp"
            },
        };
}
