using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Tests.Existing;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>Bastions: allocated once like nodes, and no part of any service.</summary>
public sealed class BastionTests
{
    private const string Access = "    access: bastion\n    bastion: { count: one }\n";

    private static readonly string One = With(StackText.Good, Access);
    private static readonly string PerZone = StackText.Replace(One, "count: one", "count: per-zone");

    private static readonly string OnAws = StackText.Replace(
        With(StackText.On("aws", "eu-west-1"), Access),
        "\n    managementRoutes: [20.51.0.0/16]",
        ""
    );

    [Fact]
    public void Bastion_One_IsInThePublicSubnetOfTheFirstZoneAndNoNode()
    {
        var plan = StackText.Plan(One);

        var bastion = Assert.Single(plan.Topology.Bastions).Machine;
        Assert.Equal(
            ("bastion-1", "bastion", "public-a", true, true),
            (bastion.Key, bastion.Service, bastion.Subnet.Key, bastion.HasPublicAddress, bastion.IsBastion)
        );
        Assert.Equal(("10.77.12.4", "10.77.12.5"), ($"{bastion.Address}", $"{bastion.AlternateAddress}"));
        Assert.Empty(bastion.Volumes);
        Assert.Equal(3, plan.Topology.Nodes.Length);
        Assert.All(plan.Topology.Nodes, node => Assert.False(node.IsBastion));
        Assert.Equal(["orders-db"], plan.Spec.Services.Keys);
        Assert.Contains(
            "\nbastions:\n  1: { zone: a, addresses: [10.77.12.4, 10.77.12.5], mesh: 4, generation: 1, shape: bastion vm-768 debian-12 }\n",
            plan.LockText,
            StringComparison.Ordinal
        );
    }

    /// <summary>The nodes' lines do not depend on it, and a lock file without bastions is what it always was.</summary>
    [Fact]
    public void Bastion_AddedAndUnasked_LeavesEveryOtherLineOfTheLockFile()
    {
        var (without, with) = (StackText.Plan(StackText.Good).LockText, StackText.Plan(PerZone).LockText);

        Assert.DoesNotContain("bastion", without, StringComparison.Ordinal);
        Assert.Equal(Lines(without), Lines(with[..with.IndexOf("bastions:", StringComparison.Ordinal)]));

        static IEnumerable<string> Lines(string text) =>
            text.TrimEnd().Split('\n').Where(line => !line.StartsWith("checksum", StringComparison.Ordinal));
    }

    [Fact]
    public void Bastion_LockFile_ReadsAndWritesTheSameBytes()
    {
        var plan = StackText.Plan(PerZone);

        Assert.Equal(["bastion-1", "bastion-2", "bastion-3"], plan.Topology.Bastions.Select(bastion => bastion.Key));
        Assert.Equal(["a", "b", "c"], plan.Topology.Bastions.Select(bastion => bastion.Machine.Zone.Key));
        var again = StackText.Plan(PerZone, plan.LockText);
        Assert.Empty(again.LockChanges);
        Assert.Equal(plan.LockText, again.LockText);
    }

    /// <summary>Whoever has been there longest has the lowest number: nodes admit it already.</summary>
    [Fact]
    public void Bastion_MoreAndFewer_NeverMovesTheOneThatNodesAdmit()
    {
        var one = StackText.Plan(One);
        var more = StackText.Plan(PerZone, one.LockText);
        var fewer = StackText.Plan(One, more.LockText);

        Assert.Equal(one.Topology.Bastions[0].Machine.Address, more.Topology.Bastions[0].Machine.Address);
        Assert.Equal(["bastion-1"], fewer.Topology.Bastions.Select(bastion => bastion.Key));
        Assert.Equal(
            ["bastion-2: deleted", "bastion-3: deleted"],
            fewer.LockChanges.Select(change => change.Sentence.Split(',')[0]).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(fewer.LockChanges, change => change.LosesData);

        // Zone a is given up and taken back: what is new there comes last.
        var elsewhere = "zones: [local-b, local-c, local-d]";
        var moved = StackText.Plan(NoNodes(PerZone, elsewhere), StackText.Plan(NoNodes(PerZone, "zones: 3"), null).LockText);
        Assert.Equal(["bastion-2", "bastion-3", "bastion-4"], moved.Topology.Bastions.Select(bastion => bastion.Key));
    }

    [Fact]
    public void Replace_Bastion_IsTheNextGenerationAtTheOtherAddressWithTheSamePublicOne()
    {
        var plan = StackText.Plan(One);
        var outcome = LockSteps.Ask(One, plan.LockText, new LockRequests { Replace = ["bastion-1"] });

        var (before, after) = (plan.Topology.Bastions[0].Machine, outcome.Value!.Topology.Bastions[0].Machine);
        Assert.Equal((2, before.AlternateAddress, before.Address), (after.Generation, after.Address, after.AlternateAddress));
        Assert.Equal(before.PublicAddress, after.PublicAddress);
        var change = Assert.Single(outcome.Value.LockChanges);
        Assert.Equal((LockChangeKind.Changes, false), (change.Kind, change.LosesData));
        // What nodes admit is the same: they can be reached through the new one before they are told of it.
        Assert.Equal(
            plan.Policy.Flows.Where(flow => flow.Service == "orders-db").Select(flow => $"{flow}"),
            outcome.Value.Policy.Flows.Where(flow => flow.Service == "orders-db").Select(flow => $"{flow}")
        );
    }

    [Fact]
    public void Replace_TwoBastions_IsRefused() =>
        Refused(
            LockSteps.Ask(PerZone, StackText.Plan(PerZone).LockText, new LockRequests { Replace = ["bastion-2", "bastion-1"] }),
            DiagnosticCodes.TwoBastionsReplaced,
            "bastion-1, bastion-2",
            "--replace bastion-1'"
        );

    [Fact]
    public void Replace_BastionThatIsNot_SuggestsTheOneThatIs() =>
        Refused(
            LockSteps.Ask(One, StackText.Plan(One).LockText, new LockRequests { Replace = ["bastion-2"] }),
            DiagnosticCodes.NoSuchNode,
            "bastion-2",
            "bastion-1"
        );

    [Fact]
    public void Remove_Bastion_IsRefused() =>
        Refused(
            LockSteps.Ask(One, StackText.Plan(One).LockText, new LockRequests { Remove = ["bastion-1"] }),
            DiagnosticCodes.BastionNotRemovable,
            "bastion-1 is a bastion",
            "--replace bastion-1'"
        );

    /// <summary>The remedy works when followed: first admitted, then used. There and back.</summary>
    [Fact]
    public void Access_FromDirectToBastionAndBack_FirstHasNodesAdmitTheOther()
    {
        var direct = StackText.Replace(OnAws, Access, "    managementRoutes: [20.51.0.0/16]\n");
        var before = StackText.Plan(direct).LockText;

        Refused(
            StackText.Compile(OnAws, before),
            DiagnosticCodes.NodesDoNotAdmitBastions,
            "orders-db-1, orders-db-2, orders-db-3 do not admit",
            "'tunnelSources: [10.77.12.4/31, 20.51.100.0/28]'"
        );

        var admitted = StackText.Plan(With(direct, "    tunnelSources: [10.77.12.4/31]\n"), before);
        Assert.Contains(Cidr.Parse("10.77.12.4/31"), Ssh(admitted));
        Assert.Empty(admitted.Topology.Bastions);
        var used = StackText.Plan(With(OnAws, "    tunnelSources: [10.77.12.4/31]\n"), admitted.LockText);
        var alone = StackText.Plan(OnAws, used.LockText);
        Assert.Equal([Cidr.Parse("10.77.12.4/31")], Ssh(alone));

        Refused(
            StackText.Compile(direct, alone.LockText),
            DiagnosticCodes.NodesAdmitBastionsAlone,
            "orders-db-3 admit SSH from the bastions alone",
            "'access: bastion' with 'tunnelSources: [20.51.100.0/28]'"
        );

        var both = StackText.Plan(With(OnAws, "    tunnelSources: [20.51.100.0/28]\n"), alone.LockText);
        Assert.Equal([Cidr.Parse("10.77.12.4/31"), Cidr.Parse("20.51.100.0/28")], Ssh(both));
        var back = StackText.Plan(With(direct, "    tunnelSources: [20.51.100.0/28]\n"), both.LockText);
        Assert.Empty(back.Topology.Bastions);
        Assert.Empty(StackText.Plan(direct, back.LockText).LockChanges);

        static IEnumerable<Cidr> Ssh(ProjectPlan plan) =>
            plan
                .Policy.Flows.Where(flow => flow is { Service: "orders-db", Purpose: FlowPurpose.Management })
                .SelectMany(flow => ((FlowPurpose.Management)flow.Purpose).Sources);
    }

    [Fact]
    public void Access_OnTheLocalCloud_IsForTheLifeOfALabWithNodes()
    {
        Refused(
            StackText.Compile(StackText.Good, StackText.Plan(One).LockText),
            DiagnosticCodes.NodesAdmitBastionsAlone,
            "orders-db-3 admit SSH from the bastions alone",
            "Keep 'access: bastion'"
        );

        Assert.Empty(
            StackText.Plan(NoNodes(StackText.Good, "zones: 3"), StackText.Plan(NoNodes(One, "zones: 3")).LockText).Topology.Bastions
        );
    }

    [Fact]
    public void Zones_WithoutTheOnlyBastions_IsRefused()
    {
        var inTwo = StackText.Replace(StackText.Replace(One, "zones: 3", "zones: [local-a, local-b]"), "nodes: 3", "nodes: 1");
        var before = StackText
            .Plan(inTwo)
            .LockText.Replace(
                "zone: a, addresses: [10.77.0.4, 10.77.0.5]",
                "zone: b, addresses: [10.77.2.4, 10.77.2.5]",
                StringComparison.Ordinal
            );

        Refused(
            StackText.Compile(StackText.Replace(inTwo, "[local-a, local-b]", "[local-b]"), StackText.Sealed(before)),
            DiagnosticCodes.BastionZoneGone,
            "nodes admit SSH from bastion-1 alone",
            "count: per-zone"
        );
    }

    /// <summary>What hand edits and merges do to the section.</summary>
    [Theory]
    [InlineData("mesh: 4", "mesh: 1", "Mesh number 1 is used twice")]
    [InlineData("10.77.12.4, 10.77.12.5", "10.77.0.4, 10.77.12.5", "10.77.0.4 is not in 10.77.12.0/26")]
    [InlineData("10.77.12.4, 10.77.12.5", "10.77.12.2, 10.77.12.5", "10.77.12.2 is not in 10.77.12.0/26")]
    [InlineData("zone: a, addresses: [10.77.12", "zone: f, addresses: [10.77.12", "Zone 'f' is not one of the zones")]
    [InlineData("shape: bastion vm-768", "shape: postgresql vm-768", "A bastion is of type 'bastion'")]
    [InlineData("shape: bastion vm-768 debian-12", "shape: bastion vm-768 debian-12 data=1GiB", "has no volumes")]
    [InlineData("shape: bastion vm-768", "refilling: true, shape: bastion vm-768", "no volumes to be refilled")]
    [InlineData("shape: bastion vm-768", "shape: bastion vm-1", "is not a machine type")]
    public void LockFile_BastionsEdited_AreNotBelieved(string find, string replace, string says)
    {
        var text = StackText.Sealed(StackText.Replace(StackText.Plan(One).LockText, find, replace));

        Assert.Contains(StackText.Compile(One, text).Diagnostics, found =>
            found.Code == DiagnosticCodes.LockConflict && found.Message.Contains(says, StringComparison.Ordinal)
        );
    }

    /// <summary>Whatever NAT there is: the public subnets are there for the bastions.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("one")]
    [InlineData("per-zone")]
    public void Nat_OfAnyKind_LeavesTheBastionASubnetAndAnAddressOfItsOwn(string nat)
    {
        var text = StackText.Replace(OnAws, "    zones: 3\n", $"    zones: 3\n    nat: {nat}\n    egress: {{}}\n");
        var plan = StackText.Plan(text);

        Assert.Equal("public-a", plan.Topology.Bastions[0].Machine.Subnet.Key);
        Assert.DoesNotContain(plan.Topology.NatGatewayAddresses.Values, address =>
            plan.Topology.Bastions.Any(bastion => bastion.Machine.Address == address || bastion.Machine.AlternateAddress == address)
        );
    }

    [Fact]
    public void Bastion_InAnExistingNetwork_IsRefused()
    {
        var text = ExistingNetworkText.With("    zones: 3\n", "    zones: 3\n    access: bastion\n");
        Assert.Contains(StackText.Compile(text).Diagnostics, found =>
            found is { Code: DiagnosticCodes.BastionInExistingNetwork, Severity: Severity.Error, Where.Path: "access" }
        );
    }

    /// <summary>A /24 has the smallest public subnets.</summary>
    [Fact]
    public void Bastion_InTheSmallestNetwork_HasRoom() =>
        Assert.Equal(3, StackText.Plan(StackText.Replace(PerZone, "10.77.0.0/20", "10.77.0.0/24")).Topology.Bastions.Length);

    private static string With(string text, string keys) => StackText.Replace(text, "    zones: 3\n", $"    zones: 3\n{keys}");

    private static string NoNodes(string text, string zones)
    {
        var at = text.IndexOf("    services:\n", StringComparison.Ordinal);
        return StackText.Replace(text[..at] + "    services: {}\n", "zones: 3", zones);
    }

    private static void Refused(Infra.Core.Diagnostics.Outcome<ProjectPlan> outcome, string code, string says, string remedy)
    {
        Assert.Null(outcome.Value);
        var found = Assert.Single(outcome.Diagnostics, one => one.Severity == Severity.Error);
        Assert.Equal(code, found.Code);
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, found.Remedy, StringComparison.Ordinal);
    }
}
