using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Aws;
using Infra.Core.Policy;
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

        // The text for people does change: else this would compare a thing with itself.
        Assert.NotEqual(Lines(before), Lines(after));
        Assert.Equal(
            SecurityGroupCompiler.Compile(before, "orders-db").SelectMany(one => one.Rules),
            SecurityGroupCompiler.Compile(after, "orders-db").SelectMany(one => one.Rules)
        );
        foreach (var node in before.Topology.Nodes)
        {
            Assert.Equal(Filled.InService(before, node.Key, []).Files.AsEnumerable(), Filled.InService(after, node.Key, []).Files);
        }
    }

    [Property(MaxTest = 60)]
    public void Sources_OfAnyProject_AreSplitExactly(DoNotSize<int> seed)
    {
        var plan = RandomProject.Of(seed.Item, CloudKind.Aws).Plan;
        foreach (var flow in plan.Policy.Flows.Where(flow => flow.Purpose is FlowPurpose.Clients))
        {
            var clients = (FlowPurpose.Clients)flow.Purpose;
            var parts = ClientOrigin.Of(flow, clients, plan.Spec.Peerings.Values).ToList();
            Assert.Equal(plan.Spec.Services[flow.Service].SourcesOf(clients.Component).AsEnumerable(), clients.Sources);
            Assert.Equal(clients.Sources.AsEnumerable(), CidrSet.Merge(parts.SelectMany(part => part.Sources)));
            foreach (var part in parts)
            {
                Assert.All(part.Sources, cidr =>
                    Assert.Equal(
                        part.Peering is null ? [] : [part.Peering.Name],
                        plan.Spec.Peerings.Values.Where(any => any.Cidrs.Any(cidr.Overlaps)).Select(any => any.Name)
                    )
                );
                Assert.Equal(part.Peering is not null, part.Zone == $"peer {part.Peering?.Name}");
                Assert.Empty(part.Peering is null ? [] : CidrSet.Subtract(part.Sources, part.Peering.Cidrs));
            }
        }
    }

    /// <summary>
    /// Connections come from a peer and never go there, whatever egress allows: every layer is generated from these flows.
    /// </summary>
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
        var origins = Enumerable
            .Range(0, 40)
            .Select(seed => RandomProject.Of(seed, CloudKind.Aws).Plan)
            .SelectMany(plan =>
                from flow in plan.Policy.Flows
                where flow.Purpose is FlowPurpose.Clients
                from origin in ClientOrigin.Of(flow, (FlowPurpose.Clients)flow.Purpose, plan.Spec.Peerings.Values)
                select origin
            )
            .ToLookup(origin => origin.Peering is not null);
        Assert.True(origins[true].Count() > 20 && origins[false].Count() > 20, $"{origins[true].Count()} {origins[false].Count()}");
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
        plan
            .Policy.Flows.SelectMany(flow =>
                flow.Purpose is FlowPurpose.FromOutside from
                    ? ClientOrigin
                        .Of(flow, from, plan.Spec.Peerings.Values)
                        .Select(origin => (origin.Key, flow, From: $"{origin.Zone} [{string.Join(' ', origin.Sources)}]"))
                    : [(flow.Key, flow, From: flow.Purpose is FlowPurpose.Tunnel ? "peers" : "mesh peers")]
            )
            .OrderBy(line => line.Key, StringComparer.Ordinal)
            .Select(line => $"{line.Key} {line.flow.Protocol} {string.Join(',', line.flow.Ports.AsNumbers())} from {line.From}");
}
