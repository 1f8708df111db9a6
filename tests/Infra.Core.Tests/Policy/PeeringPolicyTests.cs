using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Addressing;
using Infra.Core.Bundle;
using Infra.Core.Clouds;
using Infra.Core.Policy;
using Infra.Core.Sdn.Aws;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Proof;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Policy;

public sealed class PeeringPolicyTests
{
    [Fact]
    public void Sources_InsideAPeering_AreThePeersAndTheRestAreClients() =>
        Assert.Equal(
            ["clients [10.0.0.0/14 10.4.0.0/15 10.6.0.0/16 10.8.0.0/13 10.16.0.0/12 10.32.0.0/11]", "peer partner [10.7.0.0/16]"],
            Of("pg", PeeredProject.Text())
        );

    [Theory]
    [InlineData("allowedSources: [10.7.3.0/24]", "peer partner [10.7.3.0/24]")]
    [InlineData("allowedSources: [10.7.0.0/16]", "peer partner [10.7.0.0/16]")]
    [InlineData("allowedSources: [10.8.0.0/16]", "clients [10.8.0.0/16]")]
    [InlineData("allowedSources: []", "")]
    public void Peering_Alone_OpensNothing(string access, string expected) =>
        Assert.Equal(expected, string.Join('\n', Of("pg", PeeredProject.Text(access: access))));

    [Fact]
    public void Everyone_ButAPeer_IsStillCalledTheInternet() =>
        Assert.Equal(
            ["internet", "peer partner"],
            Of("pg", PeeredProject.Text(access: "publicAccess: true\n        allowedSources: [0.0.0.0/0]"))
                .Select(line => line[..line.IndexOf(" [", StringComparison.Ordinal)])
        );

    [Fact]
    public void PublicAccess_InAPeeredProject_IsOffUnlessWritten()
    {
        const string sources = "allowedSources: [10.7.0.0/16, 203.0.113.0/24]";

        Assert.Equal(["peer partner [10.7.0.0/16]"], Of("pg", PeeredProject.Text(access: sources)));
        Assert.Equal(
            ["clients [203.0.113.0/24]", "peer partner [10.7.0.0/16]"],
            Of("pg", PeeredProject.Text(access: $"publicAccess: true\n        {sources}"))
        );
    }

    [Theory]
    [InlineData("allowedSources: [10.0.0.0/8, 10.7.3.0/24, 172.16.0.0/12]")]
    [InlineData("publicAccess: true\n        allowedSources: [0.0.0.0/0]")]
    [InlineData("allowedSources: [10.7.0.0/16]\n        components: { pg: { allowedSources: [10.7.9.0/24] } }")]
    public void Filters_OfWhatIsLetInAnyway_DoNotChangeWhenItIsPeered(string access)
    {
        var before = StackText.Plan(PeeredProject.WithoutPeerings(access));
        var after = StackText.Plan(PeeredProject.Text(access: access));

        // The policy does change: else this would compare a thing with itself.
        Assert.NotEqual(before.Policy.Flows.Select(flow => flow.Key), after.Policy.Flows.Select(flow => flow.Key));
        Assert.Equal(
            SecurityGroupCompiler.Compile(before, "orders-db").SelectMany(one => one.Rules),
            SecurityGroupCompiler.Compile(after, "orders-db").SelectMany(one => one.Rules)
        );
        foreach (var node in before.Topology.Nodes)
        {
            Assert.Equal(
                BundleCompiler.Compile(before, node.Key, []).Files.AsEnumerable(),
                BundleCompiler.Compile(after, node.Key, []).Files
            );
        }
    }

    [Property(MaxTest = 60)]
    public void Sources_OfAnyProject_AreSplitExactly(DoNotSize<int> seed)
    {
        var plan = RandomProject.Of(seed.Item, CloudKind.Aws).Plan;
        var flows = plan.Policy.Flows.Where(flow =>
            flow.Key.EndsWith("/clients", StringComparison.Ordinal) || flow.Key.Contains("/peer.", StringComparison.Ordinal)
        );
        foreach (var component in flows.GroupBy(flow => flow.Key[..flow.Key.LastIndexOf('/')]))
        {
            var parts = component.Select(flow => (flow.Key, Source: (FlowSource.Networks)flow.Source)).ToList();
            var name = component.Key.Split('/');
            Assert.Equal(
                plan.Spec.Services[name[0]].SourcesOf(name[1]).AsEnumerable(),
                CidrSet.Merge(parts.SelectMany(part => part.Source.Cidrs))
            );
            foreach (var (key, source) in parts)
            {
                var peer = key.Split("/peer.") is [_, var peering] ? plan.Spec.Peerings[peering] : null;
                Assert.All(source.Cidrs, cidr =>
                    Assert.Equal(
                        peer is null ? [] : [peer.Name],
                        plan.Spec.Peerings.Values.Where(any => any.Cidrs.Any(cidr.Overlaps)).Select(any => any.Name)
                    )
                );
                Assert.Equal(peer is not null, source.Zone == $"peer {peer?.Name}");
                Assert.Empty(peer is null ? [] : CidrSet.Subtract(source.Cidrs, peer.Cidrs));
            }
        }
    }

    /// <summary>Connections come from a peer and never go there, whatever egress says: every layer is made from these flows.</summary>
    [Property(MaxTest = 60)]
    public void Egress_OfAnyProject_ReachesNoPeer(DoNotSize<int> seed)
    {
        foreach (var cloud in (CloudKind[])[CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp])
        {
            var plan = RandomProject.Of(seed.Item, cloud).Plan;
            var peered = plan.Spec.Peerings.Values.SelectMany(peering => peering.Cidrs).ToList();
            Assert.All(plan.Policy.Egress, flow => Assert.Empty(CidrSet.Intersect(flow.Cidrs, peered)));
        }
    }

    [Fact]
    public void Random_Projects_HaveSourcesInsideAcrossAndOutsidePeerings()
    {
        var kinds = Enumerable
            .Range(0, 40)
            .SelectMany(seed => RandomProject.Of(seed, CloudKind.Aws).Plan.Policy.Flows)
            .GroupBy(flow => flow.Key.Split('/')[2].Split('.')[0])
            .ToDictionary(kind => kind.Key, kind => kind.Count());
        Assert.True(kinds["peer"] > 20 && kinds["clients"] > 20, string.Join(' ', kinds));
    }

    [Fact]
    public void Policy_OfTheCase_IsAsCommitted() =>
        Golden.Check(
            string.Concat(Lines(FirewallCase.Named("peering").Plan(CloudKind.Aws)).Select(line => $"{line}\n")),
            "tests",
            "baselines",
            "policy",
            "peering.txt"
        );

    private static IEnumerable<string> Of(string component, string text) =>
        Lines(StackText.Plan(text))
            .Where(line =>
                line.StartsWith($"orders-db/{component}/", StringComparison.Ordinal) && !line.Contains("/mesh", StringComparison.Ordinal)
            )
            .Select(line => line[(line.IndexOf(" from ", StringComparison.Ordinal) + 6)..]);

    private static IEnumerable<string> Lines(ProjectPlan plan) =>
        plan.Policy.Flows.Select(flow => $"{flow.Key} {flow.Protocol} {string.Join(',', flow.Ports)} from {Source(flow.Source)}");

    private static string Source(FlowSource source) =>
        source is FlowSource.Networks networks ? $"{networks.Zone} [{string.Join(' ', networks.Cidrs)}]"
        : source is FlowSource.Peers ? "peers"
        : "mesh peers";
}
