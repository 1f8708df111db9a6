using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;
using Infra.Core.Tests.Spec.Access;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// A remedy is good if a file it has been applied to plans. Those that state what to write are followed to the letter, for every row of
/// <see cref="StackDiagnosticTests"/>; for those that leave a choice, this class makes it.
/// </summary>
public sealed class RemedyTests
{
    /// <summary>
    /// Cloud and region; part of the good text, its replacement, code; then part of the wrong text and its replacement by the remedy.
    /// </summary>
    public static TheoryData<string, string, string, string, string, string> Chosen { get; } =
        new()
        {
            { "local", "zones: 3", "zones: 3\n    zones: 4", "INF0002", "\n    zones: 4", "" },
            { "local", "zones: 3", "zones: &three 3", "INF0003", "&three ", "" },
            { "local", "zones: 3", "zones: !!int 3", "INF0003", "!!int ", "" },
            { "local", "        nodes: 3\n", "        <<: { nodes: 3 }\n", "INF0003", "<<: { nodes: 3 }", "nodes: 3" },
            { "local", "volumes: { data: 1 }\n", "volumes: { data: 1 }\n---\nconfig: {}\n", "INF0003", "---\nconfig: {}\n", "" },
            { "local", "zones: 3", "? zones\n    : 3", "INF0003", "? zones\n    : 3", "zones: 3" },
            { "local", "mesh: wireguard", "mesh: wireguard\u3000# x", "INF0003", "\u3000#", " #" },
            {
                "local",
                "zones: 3",
                "zones: 3\n<<<<<<< HEAD\n    basePort: 12000\n=======\n    basePort: 13000\n>>>>>>> x",
                "INF0007",
                "\n<<<<<<< HEAD\n    basePort: 12000\n=======\n    basePort: 13000\n>>>>>>> x",
                "\n    basePort: 13000"
            },
            { "local", "region: local", "region: \"local", "INF0001", "\"local", "\"local\"" },
            { "local", "[10.7.0.0/16]", "[10.7.0.0/16", "INF0001", "10.7.0.0/16", "10.7.0.0/16]" },
            { "local", "{ data: 1 }", "{ data: 1 }}", "INF0001", "}}", "}" },
            { "local", "name: demo", "name: @demo", "INF0001", "@demo", "\"demo\"" },
            { "local", "config:\n  infra:project:", "config:\ninfra:project:", "INF0004", "\ninfra:project:", "\n  infra:project:" },
            { "local", "nodes: 3", "replicas: 3", "INF0101", "replicas", "nodes" },
            { "local", "zones: 3", "zones: \"3\"", "INF0102", "\"3\"", "3" },
            { "local", "[10.7.0.0/16]", "10.7.0.0/16", "INF0102", "10.7.0.0/16", "[10.7.0.0/16]" },
            { "local", "mesh: wireguard", "publicAccess: \"true\"", "INF0102", "\"true\"", "true" },
            { "local", "nodes: 3", "nodes: ~", "INF0104", "        nodes: ~\n", "" },
            { "local", "[10.7.0.0/16]", "~", "INF0104", "allowedSources: ~", "allowedSources: []" },
            {
                "local",
                "managementSources: [198.51.100.0/28]",
                "managementSources: []",
                "INF0104",
                "managementSources: []",
                "managementSources: [198.51.100.0/28]"
            },
            { "local", "data: 1 }", "data: 1, control: 1 }", "INF0201", "control", "other" },
            { "local", "deployment: standard", "deployment: shared", "INF0202", "shared", "standard" },
            { "local", "plan: business-8", "plan: huge", "INF0205", "huge", "startup-4" },
            { "local", "region: local", "region: mars", "INF0206", "mars", "local" },
            {
                "local",
                "      orders-db:\n",
                "      orders-db-2: { type: postgresql, plan: startup-4, volumes: { data: 1 } }\n      orders-db:\n",
                "INF0207",
                "orders-db-2",
                "second"
            },
            { "aws", "zones: 3", "zones: 4", "INF0208", "zones: 4", "zones: 3" },
            { "aws", "zones: 3", "zones: [us-east-1a]", "INF0209", "us-east-1a", "eu-west-1a" },
            { "local", "cidr: 10.77.0.0/20", "cidr: 11.77.0.0/20", "INF0304", "11.77.0.0/20", "10.77.0.0/20" },
            { "local", "[198.51.100.0/28]", "[10.77.4.0/24]", "INF0306", "10.77.4.0/24", "198.51.100.0/28" },
            { "local", "[10.7.0.0/16]", "[\"::ffff:10.7.0.0/112\"]", "INF0307", "\"::ffff:10.7.0.0/112\"", "10.7.0.0/16" },
            { "local", "[198.51.100.0/28]", "[0.0.0.0/0]", "INF0308", "0.0.0.0/0", "198.51.100.0/28" },
            { "local", "[10.7.0.0/16]", "[0.0.0.0/0]", "INF0309", "0.0.0.0/0", "20.7.0.0/16" },
            { "aws", "[10.7.0.0/16]", "[10.7.0.0/16, \"2001:db8:7::/64\"]", "INF0310", ", \"2001:db8:7::/64\"", "" },
            { "local", "[10.7.0.0/16]", "[127.0.0.0/8]", "INF0311", "127.0.0.0/8", "10.7.0.0/16" },
            {
                "local",
                "[10.7.0.0/16]",
                "[20.7.0.0/16]\n        publicAccess: false",
                "INF0313",
                "publicAccess: false",
                "publicAccess: true"
            },
            { "aws", "[10.7.0.0/16]", "[20.7.0.0/16]", "INF0314", "[20.7.0.0/16]", "[20.7.0.0/16]\n        publicAccess: true" },
            { "aws", "[10.7.0.0/16]", "[203.0.113.0/24]\n        publicAccess: true", "INF0318", "203.0.113.0/24", "20.7.0.0/24" },
            {
                "local",
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [169.254.169.254/32], ports: [443] } }",
                "INF0320",
                "169.254.169.254/32",
                "internet"
            },
            {
                "local",
                "zones: 3",
                "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [9094-9092] } }",
                "INF0321",
                "9094-9092",
                "9092-9094"
            },
            { "local", "zones: 3", "zones: 3\n    egress: { m: { to: [10.9.0.0/16], ports: [1-8001] } }", "INF0322", "1-8001", "1-8000" },
            { "local", "[10.7.0.0/16]", "[10.0.0.0/8]", "INF0323", "10.0.0.0/8", "10.7.0.0/16" },
            { "local", "deployment: standard", "deployment: ece", "INF0402", "ece", "standard" },
            { "local", "mesh: wireguard", "mesh: wireguard+ipsec", "INF0360", "mesh: wireguard+ipsec", "mesh: wireguard" },
            { "local", "volumes: { data: 1 }", "volumes: { data: 1, a: 1, b: 1, c: 1, d: 1 }", "INF0404", ", b: 1, c: 1, d: 1", "" },
            {
                "aws",
                "zones: 3",
                "zones: 3\n    quotas: { securityGroupRules: 1000, securityGroupsPerInterface: 16 }",
                "INF0212",
                "securityGroupRules: 1000",
                "securityGroupRules: 62"
            },
            { "local", "    services:\n", "    basePort: 30000\n    services:\n", "INF0508", "30000", "28000" },
            { "local", "cidr: 10.77.0.0/20\n    zones: 3", "cidr: 10.77.0.0/24\n    zones: 1\n    basePort: 12000", "INF0507", "", "" },
            {
                "aws",
                "zones: 3",
                "zones: 3\n    quotas: { securityGroupRules: 501 }\n    egress: { web: { to: [internet], ports: [443] } }",
                "INF0704",
                "501",
                "500"
            },
            { "aws", "zones: 3", "zones: 3\n    quotas: { securityGroupRules: 58 }", "INF0701", "58", "59" },
            { "gcp", "zones: 3", "zones: 3\n    quotas: { firewallRules: 3 }", "INF0721", "firewallRules: 3", "firewallRules: 30" },
            {
                "azure",
                "zones: 3",
                "zones: 3\n    quotas: { networkSecurityGroupRules: 3 }",
                "INF0711",
                "networkSecurityGroupRules: 3",
                "networkSecurityGroupRules: 30"
            },
            {
                "azure",
                "zones: 3",
                "zones: 3\n    quotas: { networkSecurityGroupAddresses: 3 }",
                "INF0712",
                "networkSecurityGroupAddresses: 3",
                "networkSecurityGroupAddresses: 300"
            },
        };

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (
                var (cloud, errors) in new[]
                {
                    ("local", TextMistakes.Errors),
                    ("local", StackMistakes.Errors),
                    ("local", AccessMistakes.Errors),
                    ("aws", CloudMistakes.OnAws),
                    ("azure", CloudMistakes.OnAzure),
                    ("gcp", CloudMistakes.OnGcp),
                }
            )
            {
                foreach (object?[] row in errors)
                {
                    rows.Add(cloud, (string)row[0]!, (string)row[1]!);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Remedy_ThatSaysWhatToWrite_LeadsToAPlan(string cloud, string find, string marked)
    {
        var text = StackText.Unmark(StackText.Replace(Good(cloud), find, marked)).Text;
        var error = Assert.Single(StackText.Compile(text).Diagnostics);
        if (RemedyFollower.Follow(text, error) is not { } followed)
        {
            return;
        }

        var outcome = StackText.Compile(followed);
        Assert.True(
            outcome.Succeeded && outcome.Diagnostics.All(found => found.Code != error.Code),
            $"{error}\nled to\n{string.Join('\n', outcome.Diagnostics)}\nin\n{followed}"
        );
    }

    /// <summary>The mechanism follows most of them: a remedy that cannot be followed mechanically is the exception.</summary>
    [Fact]
    public void Remedies_OfAllRows_SayWhatToWriteMoreOftenThanNot()
    {
        var followed = Rows.Count(row =>
        {
            var text = StackText
                .Unmark(StackText.Replace(Good((string)((object?[])row)[0]!), (string)((object?[])row)[1]!, (string)((object?[])row)[2]!))
                .Text;
            return RemedyFollower.Follow(text, Assert.Single(StackText.Compile(text).Diagnostics)) is not null;
        });

        Assert.InRange(followed, Rows.Count / 2, Rows.Count);
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Remedy_ThatLeavesAChoice_LeadsToAPlan(string cloud, string find, string replace, string code, string wrong, string right)
    {
        var text = StackText.Replace(Good(cloud), find, replace);
        if (code == "INF0507")
        {
            // Two addresses per node, and five nodes in a zone of a /24: one more zone.
            (text, wrong, right) = (StackText.Replace(text, "nodes: 3", "nodes: 6"), "zones: 1", "zones: 2");
        }

        var found = All(text).Where(one => one.Code == code).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.True(one.Where is { Line: > 0, Column: > 0 } && one.Remedy.Length > 0, one.ToString()));

        var left = All(StackText.Replace(text, wrong, right));
        Assert.DoesNotContain(left, one => one.Severity == Severity.Error || one.Code == code);
    }

    private static string Good(string cloud) =>
        StackText.On(
            cloud,
            cloud switch
            {
                "aws" => "eu-west-1",
                "azure" => "westeurope",
                "gcp" => "europe-west1",
                _ => "local",
            }
        );

    private static ImmutableArray<Diagnostic> All(string text)
    {
        var outcome = StackText.Compile(text);
        return outcome.Value is { } plan
            ? [.. outcome.Diagnostics, .. CloudFirewall.Compile(plan).Check(StackText.Places(text))]
            : outcome.Diagnostics;
    }
}
