using System.Text.RegularExpressions;
using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec.Access;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>
/// Every change of the way in that is refused says what to do, and doing it works: each step compiles, and its connections come from where
/// the nodes' filters of the step before admit them.
/// </summary>
public sealed partial class AccessChangesTests
{
    private const string Tunnel = "10.99.1.0/28";

    private static readonly (string Cloud, string Region)[] Clouds =
    [
        ("aws", "eu-west-1"),
        ("azure", "westeurope"),
        ("gcp", "europe-west1"),
    ];

    public static TheoryData<string, string, string, string> Changes { get; } = Table();

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_RemedyFollowed_WorksAndNeverLocksOut(string cloud, string from, string to, string code)
    {
        var region = Clouds.Single(one => one.Cloud == cloud).Region;
        var (before, after) = (Text(cloud, region, from), Text(cloud, region, to));
        var steps = new List<(string Text, ProjectPlan Plan)>();
        Apply(before);

        var refused = StackText.Compile(after, steps[^1].Plan.LockText);
        var found = Assert.Single(refused.Diagnostics, one => one.Severity == Severity.Error);
        Assert.Equal(code, found.Code);

        if (found.Remedy.Contains("These nodes have no public address", StringComparison.Ordinal))
        {
            Assert.Contains("'publicAccess: true' for orders-db", found.Remedy, StringComparison.Ordinal);
            before = Public(before);
            after = Public(after);
            Apply(before);
            // Where an address takes another subnet: one node in each run, as the warnings say.
            for (var node = 1; cloud == "aws" && node <= 3; node++)
            {
                Assert.Contains("replace their nodes one in each run", found.Remedy, StringComparison.Ordinal);
                var replaced = StackText.Replaced(before, steps[^1].Plan.LockText, $"orders-db-{node}");
                var refilled = LockSteps.Ask(before, replaced.LockText, new() { Refilled = [$"orders-db-{node}"] });
                Assert.True(refilled.Succeeded, string.Join('\n', refilled.Diagnostics));
                steps.Add((before, refilled.Value!));
            }
        }

        var already = found.Remedy.Contains("in addition to what it lists", StringComparison.Ordinal) && from.Contains("tunnel");
        var line = $"    tunnelSources: [{Listed(found.Remedy) ?? Tunnel}{(already ? $", {Tunnel}" : "")}]\n";
        Apply(With(before, line));
        Apply(With(after, line));
        if (!found.Remedy.Contains("keep it", StringComparison.Ordinal))
        {
            Apply(after);
        }

        Assert.Empty(StackText.Plan(steps[^1].Text, steps[^1].Plan.LockText).LockChanges);

        void Apply(string text)
        {
            var plan = StackText.Plan(text, steps.LastOrDefault().Plan?.LockText);
            if (steps.Count > 0)
            {
                var admitted = steps[^1].Plan.Policy.Flows.Where(flow => flow is { Service: "orders-db", Purpose: FlowPurpose.Management });
                var sources = CidrSet.Merge(admitted.SelectMany(flow => ((FlowPurpose.Management)flow.Purpose).Sources));
                Assert.Empty(CidrSet.Subtract(Origin(plan), sources));
            }

            steps.Add((text, plan));
        }
    }

    /// <summary>A way that was never open is an error with the ways that are; each of them compiles when it is written.</summary>
    [Theory]
    [InlineData("publicAccess: true", "        publicAccess: true\n", "")]
    [InlineData("access: bastion", "", "    access: bastion\n")]
    [InlineData("managementRoutes", "", "    managementRoutes: [20.51.0.0/16]\n")]
    [InlineData("access: endpoints", "", Endpoints)]
    public void Unreachable_EachWayOfTheRemedy_Works(string named, string ofService, string ofProject)
    {
        foreach (var (cloud, region) in Clouds)
        {
            var text = Base(cloud, region);
            var found = Assert.Single(StackText.Compile(text).Diagnostics, one => one.Severity == Severity.Error);
            Assert.Equal(DiagnosticCodes.NodesUnreachable, found.Code);
            Assert.Contains(named, found.Remedy, StringComparison.Ordinal);

            StackText.Plan(With(StackText.Replace(text, "        nodes: 3\n", $"        nodes: 3\n{ofService}"), ofProject));
        }
    }

    /// <summary>Nodes that are running, over a tunnel that the file no longer has: no remedy deletes them.</summary>
    [Fact]
    public void Unreachable_NodesThatAreRunning_AreNotToBeDeletedOnTheWay()
    {
        var locked = StackText.Plan(With(Base("gcp", "europe-west1"), Endpoints)).LockText;

        var found = Assert.Single(StackText.Compile(Base("gcp", "europe-west1"), locked).Diagnostics, one =>
            one.Severity == Severity.Error
        );

        Assert.Equal(DiagnosticCodes.NodesUnreachable, found.Code);
        Assert.Contains("'access: bastion'", found.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("services: {}", found.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("existing network", found.Remedy, StringComparison.Ordinal);
    }

    private const string Endpoints =
        "    access: endpoints\n    endpoints:\n      orders-db-1: { host: 127.0.0.1, port: 22001 }\n"
        + "      orders-db-2: { host: 127.0.0.1, port: 22002 }\n      orders-db-3: { host: 127.0.0.1, port: 22003 }\n";

    private static TheoryData<string, string, string, string> Table()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var (cloud, _) in Clouds)
        {
            rows.Add(cloud, "direct, public", "bastion, public", DiagnosticCodes.NodesDoNotAdmitBastions);
            rows.Add(cloud, "direct, routed", "bastion", DiagnosticCodes.NodesDoNotAdmitBastions);
            rows.Add(cloud, "direct, routed", "bastion per zone", DiagnosticCodes.NodesDoNotAdmitBastions);
            rows.Add(cloud, "endpoints", "bastion", DiagnosticCodes.NodesDoNotAdmitBastions);
            rows.Add(cloud, "endpoints, tunnel", "bastion", DiagnosticCodes.NodesDoNotAdmitBastions);
            rows.Add(cloud, "bastion, public", "direct, public", DiagnosticCodes.NodesAdmitBastionsAlone);
            rows.Add(cloud, "bastion", "direct", DiagnosticCodes.NodesAdmitBastionsAlone);
            rows.Add(cloud, "bastion", "direct, routed", DiagnosticCodes.NodesAdmitBastionsAlone);
            rows.Add(cloud, "bastion per zone", "direct, routed", DiagnosticCodes.NodesAdmitBastionsAlone);
            rows.Add(cloud, "bastion", "endpoints", DiagnosticCodes.NodesAdmitBastionsAlone);
            rows.Add(cloud, "bastion, public", "endpoints, public", DiagnosticCodes.NodesAdmitBastionsAlone);
        }

        return rows;
    }

    private static string Text(string cloud, string region, string way)
    {
        var words = way.Split(", ");
        var keys = words[0] switch
        {
            "bastion" => "    access: bastion\n",
            "bastion per zone" => "    access: bastion\n    bastion: { count: per-zone }\n",
            "endpoints" => Endpoints,
            _ => "",
        };
        keys += words.Contains("routed") ? "    managementRoutes: [20.51.0.0/16]\n" : "";
        keys += words.Contains("tunnel") ? $"    tunnelSources: [{Tunnel}]\n" : "";
        var text = With(Base(cloud, region), keys);
        return words.Contains("public") ? Public(text) : text;
    }

    private static string Base(string cloud, string region) =>
        StackText.Replace(StackText.On(cloud, region), "\n    managementRoutes: [20.51.0.0/16]", "");

    private static string Public(string text) =>
        StackText.Replace(text, "        nodes: 3\n", "        nodes: 3\n        publicAccess: true\n");

    /// <summary>Keys of the project; an existing line of the same key is written over.</summary>
    private static string With(string text, string keys)
    {
        var key = keys.Contains("tunnelSources", StringComparison.Ordinal) ? TunnelLine().Replace(text, "") : text;
        return StackText.Replace(key, "    zones: 3\n", $"    zones: 3\n{keys}");
    }

    /// <summary>Where the connections of a step come from, as nodes see them.</summary>
    private static IEnumerable<Cidr> Origin(ProjectPlan plan) =>
        plan.Spec.Access switch
        {
            AccessPath.Bastions => plan.Topology.Bastions.Select(bastion => Cidr.Host(bastion.Machine.Address)),
            AccessPath.Endpoints when plan.Spec.Tunnel?.Networks.Contains(Cidr.Parse(Tunnel)) == true => [Cidr.Parse(Tunnel)],
            _ => plan.Spec.ManagementSources,
        };

    private static string? Listed(string remedy) => Sources().Match(remedy) is { Success: true } match ? match.Groups["list"].Value : null;

    [GeneratedRegex(@"'tunnelSources: \[(?<list>[^\]]+)\]'")]
    private static partial Regex Sources();

    [GeneratedRegex(@"    tunnelSources: [^\n]*\n")]
    private static partial Regex TunnelLine();
}
