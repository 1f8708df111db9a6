using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Tests.Spec;

/// <summary>What a customer adds to a project: their key for disks, their groups, their tags.</summary>
public sealed class CustomersTests
{
    private const string Key = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string Subscription = "5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23";
    private const string Set = $"/subscriptions/{Subscription}/resourceGroups/keys/providers/Microsoft.Compute/diskEncryptionSets/nodes";
    private const string Asg =
        $"/subscriptions/{Subscription}/resourceGroups/net/providers/Microsoft.Network/applicationSecurityGroups/own";
    private const string CryptoKey = "projects/acme-keys/locations/europe-west1/keyRings/disks/cryptoKeys/nodes";

    /// <summary>Cloud, a line of the project, the code and path of the only finding; no code: accepted.</summary>
    public static TheoryData<string, string, string?, string> Rows { get; } =
        new()
        {
            { "aws", $"diskKey: {Key}", null, "" },
            { "aws", $"diskKey: {Key[..^36]}mrk-1234abcd12ab34cd56ef1234567890ab", null, "" },
            { "aws", $"diskKey: {Key.Replace("eu-west-1", "eu-west-2", StringComparison.Ordinal)}", "INF0410", "diskKey" },
            { "aws", $"diskKey: {Key.Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal)}", "INF0410", "diskKey" },
            { "aws", $"diskKey: {Key.Replace("2109", "1109", StringComparison.Ordinal)}", "INF0410", "diskKey" },
            { "aws", "diskKey: arn:aws:kms:eu-west-1:210987654321:alias/nodes", "INF0410", "diskKey" },
            { "aws", "diskKey: 1234abcd-12ab-34cd-56ef-1234567890ab", "INF0410", "diskKey" },
            { "aws", $"diskKey: \"{Key}\\n\"", "INF0410", "diskKey" },
            { "aws", $"diskKey: \"{Key} key=x\"", "INF0410", "diskKey" },
            { "aws", "diskKey: true", "INF0102", "diskKey" },
            { "aws", "diskKey:", "INF0104", "diskKey" },
            { "azure", $"diskKey: {Set}", null, "" },
            { "azure", $"diskKey: {Set.Replace("5f2c", "6f2c", StringComparison.Ordinal)}", "INF0410", "diskKey" },
            { "azure", $"diskKey: \"{Set}\\n\"", "INF0410", "diskKey" },
            { "azure", "diskKey: https://acme.vault.azure.net/keys/nodes", "INF0410", "diskKey" },
            { "gcp", $"diskKey: {CryptoKey}", null, "" },
            { "gcp", $"diskKey: {CryptoKey.Replace("europe-west1", "global", StringComparison.Ordinal)}", null, "" },
            { "gcp", $"diskKey: {CryptoKey.Replace("europe-west1", "europe-west2", StringComparison.Ordinal)}", "INF0410", "diskKey" },
            { "gcp", $"diskKey: {CryptoKey}/cryptoKeyVersions/1", "INF0410", "diskKey" },
            { "gcp", $"diskKey: \"{CryptoKey}\\n\"", "INF0410", "diskKey" },
            { "local", $"diskKey: {Key}", "INF0405", "diskKey" },
            { "aws", "extraSecurityGroups: [sg-0a1b2c3d4e5f60718, sg-0a1b2c3d]", null, "" },
            { "aws", "extraSecurityGroups: []", null, "" },
            { "aws", "extraSecurityGroups: [sg-0a1b2c3d4e5f6071]", "INF0409", "extraSecurityGroups[0]" },
            { "aws", "extraSecurityGroups: [\"sg-0a1b2c3d\\n\"]", "INF0409", "extraSecurityGroups[0]" },
            { "aws", "extraSecurityGroups: [default]", "INF0409", "extraSecurityGroups[0]" },
            { "aws", "extraSecurityGroups: sg-0a1b2c3d", "INF0102", "extraSecurityGroups" },
            { "azure", $"extraSecurityGroups: [{Asg}]", null, "" },
            {
                "azure",
                $"extraSecurityGroups: [{Asg.Replace("application", "network", StringComparison.Ordinal)}]",
                "INF0409",
                "extraSecurityGroups[0]"
            },
            { "gcp", "extraSecurityGroups: [customer-clients]", null, "" },
            { "gcp", "extraSecurityGroups: [Customer]", "INF0409", "extraSecurityGroups[0]" },
            { "gcp", $"extraSecurityGroups: [{new string('t', 64)}]", "INF0409", "extraSecurityGroups[0]" },
            {
                "gcp",
                $"extraSecurityGroups: [{string.Join(", ", Enumerable.Range(0, 65).Select(i => $"t{i}"))}]",
                "INF0409",
                "extraSecurityGroups"
            },
            { "local", "extraSecurityGroups: [x]", "INF0405", "extraSecurityGroups" },
        };

    /// <summary>Of a project in the customer's account: a tag, and whether it is in the permitted form.</summary>
    public static TheoryData<string, string, bool> Tags { get; } =
        new()
        {
            { "aws", "{ cost-center: \"4711\", team: data-eu, empty: \"\" }", true },
            { "aws", "{ costCenter: x }", false },
            { "aws", "{ \"team/data\": x }", false },
            { "aws", "{ team: Data }", false },
            { "aws", "{ team: \"a b\" }", false },
            { "aws", "{ team: a_b }", false },
            { "azure", "{ Owner: x }", false },
            { "azure", "{ team-: x }", false },
            { "gcp", "{ team_data: x }", false },
            { "gcp", "{ team: data-1 }", true },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Line_AsWritten_IsTakenOrReported(string cloud, string line, string? code, string path)
    {
        var outcome = StackText.Compile(Text(cloud, line));

        Assert.Equal(code is null ? [] : new[] { (code, path) }, outcome.Diagnostics.Select(found => (found.Code, found.Where.Path)));
        // A key of another account of the customer's may be what they want.
        var isWarning = line.Contains(":110987654321:", StringComparison.Ordinal);
        Assert.Equal(code is null || isWarning, outcome.Value is not null);
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Tags_InACustomersAccount_HaveOneFormOnEveryCloud(string cloud, string tags, bool good)
    {
        var standard = Text(cloud, $"tags: {tags}");
        var byoc = StackText.Replace(
            standard.Replace("\n    managementRoutes: [20.51.0.0/16]", "", StringComparison.Ordinal),
            "deployment: standard",
            "deployment: byoc"
        );

        Assert.Equal(good ? [] : ["INF0408"], StackText.Compile(byoc).Diagnostics.Select(found => found.Code).Except(["INF1121"]));
        Assert.DoesNotContain(StackText.Compile(standard).Diagnostics, found => found.Code == DiagnosticCodes.TagFormOfByoc);
    }

    [Fact]
    public void Groups_InAnyOrder_AreASet()
    {
        var one = StackText.Plan(Text("gcp", "extraSecurityGroups: [b, a, b]")).Spec;

        Assert.Equal("a, b", string.Join(", ", one.ExtraSecurityGroups));
    }

    /// <summary>AWS counts the customer's groups like ours: five on an interface, unless the account has more.</summary>
    [Fact]
    public void Groups_OfAnInterface_AreLimited()
    {
        var groups = string.Join(", ", Enumerable.Range(0, 4).Select(i => $"sg-0a1b2c3{i}"));
        var found = Assert.Single(Check($"extraSecurityGroups: [{groups}]"));

        Assert.Equal((DiagnosticCodes.TooManySecurityGroups, "extraSecurityGroups"), (found.Code, found.Where.Path));
        Assert.Contains("needs 6 security groups, 4 of them the customer's", found.Message, StringComparison.Ordinal);
        Assert.Contains("List 3 at most here", found.Remedy, StringComparison.Ordinal);
        Assert.Contains("securityGroupsPerInterface: 6", found.Remedy, StringComparison.Ordinal);
        Assert.Empty(Check($"extraSecurityGroups: [{groups[..^13]}]"));
        Assert.Empty(Check($"extraSecurityGroups: [{groups}]\n    quotas: {{ securityGroupsPerInterface: 6 }}"));

        static IEnumerable<Diagnostic> Check(string line)
        {
            var text = Text("aws", line);
            return CloudFirewall.Compile(StackText.Plan(text)).Check(StackText.Places(text));
        }
    }

    /// <summary>No cloud exchanges a disk's key under a running VM: nodes keep theirs until they are replaced.</summary>
    [Theory]
    [InlineData("aws", Key)]
    [InlineData("azure", Set)]
    [InlineData("gcp", CryptoKey)]
    public void DiskKey_OfRunningNodes_IsKeptUntilTheyAreReplaced(string cloud, string key)
    {
        var without = Text(cloud, "basePort: 12000");
        var with = Text(cloud, $"basePort: 12000\n    diskKey: {key}");
        var before = StackText.Plan(without);

        var changed = StackText.Compile(with, before.LockText);

        var found = Assert.Single(changed.Diagnostics);
        Assert.Equal((DiagnosticCodes.NodeKeepsItsShape, "diskKey"), (found.Code, found.Where.Path));
        Assert.Contains($"diskKey {key}", found.Message, StringComparison.Ordinal);
        Assert.Contains("--replace orders-db-1", found.Remedy, StringComparison.Ordinal);
        Assert.Equal(before.LockText, changed.Value!.LockText);
        Assert.All(changed.Value.Topology.Nodes, node => Assert.Null(node.DiskKey));

        // A new project has it from the start, and its lock file reads back.
        var fresh = StackText.Plan(with);
        Assert.All(fresh.Topology.Nodes, node => Assert.Equal(key, node.DiskKey));
        Assert.Contains($"data=1GiB key={key} }}", fresh.LockText, StringComparison.Ordinal);
        Assert.Equal(fresh.LockText, StackText.Plan(with, fresh.LockText).LockText);
        var removed = Assert.Single(StackText.Compile(without, fresh.LockText).Diagnostics);
        Assert.Equal(DiagnosticCodes.NodeKeepsItsShape, removed.Code);
        Assert.All(StackText.Compile(without, fresh.LockText).Value!.Topology.Nodes, node => Assert.Equal(key, node.DiskKey));
    }

    private static string Text(string cloud, string line) =>
        StackText.Replace(
            StackText.On(
                cloud,
                cloud switch
                {
                    "azure" => "westeurope",
                    "gcp" => "europe-west1",
                    "local" => "local",
                    _ => "eu-west-1",
                }
            ),
            "    zones: 3\n",
            $"    zones: 3\n    {line}\n"
        );
}
