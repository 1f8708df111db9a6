using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec.Existing;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Existing;

public sealed class ExistingNetworkTopologyTests
{
    [Fact]
    public void Topology_InAnExistingNetwork_IsInItsSubnetsAndHasNoOthers()
    {
        var topology = StackText.Plan(ExistingNetworkText.Good).Topology;

        Assert.Equal(
            [
                "workload-a eu-west-1a 10.77.16.0/24 10.77.16.1",
                "workload-b eu-west-1b 10.77.17.0/24 10.77.17.1",
                "workload-c eu-west-1c 10.77.18.0/28 10.77.18.1",
            ],
            topology.Subnets.Select(subnet => $"{subnet.Key} {subnet.Zone.Name} {subnet.Cidr} {subnet.Gateway}")
        );
        Assert.Equal(["10.77.16.4", "10.77.17.4", "10.77.18.4"], topology.Nodes.Select(node => node.Address.ToString()));
        Assert.Equal("10.77.0.0/16", topology.Cidr.ToString());
    }

    [Fact]
    public void LockFile_OfAnExistingNetwork_HoldsItsSubnetsAndReadsBack()
    {
        var plan = StackText.Plan(ExistingNetworkText.Good);

        Assert.Contains(
            "\nsubnets:\n  a: 10.77.16.0/24\n  b: 10.77.17.0/24\n  c: 10.77.18.0/28\nservices:\n",
            plan.LockText,
            StringComparison.Ordinal
        );
        var again = StackText.Compile(ExistingNetworkText.Good, plan.LockText, LockMode.Frozen);
        Assert.True(again.Succeeded, string.Join('\n', again.Diagnostics));
        Assert.Equal(plan.LockText, again.Value!.LockText);
        Assert.DoesNotContain("subnets:", StackText.Plan(StackText.Good).LockText, StringComparison.Ordinal);
    }

    [Fact]
    public void Zone_Added_MovesNothing()
    {
        var three = StackText.Plan(ExistingNetworkText.Good);
        var text = StackText.Replace(
            ExistingNetworkText.Good,
            "      subnets:\n",
            "      subnets:\n        eu-west-1d: { id: subnet-0aaaaaaaaaaaaaaa9, cidr: 10.77.19.0/24 }\n"
        );
        text = StackText.Replace(text, "zones: 3", "zones: [eu-west-1a, eu-west-1b, eu-west-1c, eu-west-1d]");
        var four = StackText.Plan(StackText.Replace(text, "nodes: 3", "nodes: 4"), three.LockText);

        Assert.Equal(three.Topology.Subnets.AsEnumerable(), four.Topology.Subnets.Take(3));
        Assert.Equal(three.Topology.Nodes.Select(node => node.Address), four.Topology.Nodes.Take(3).Select(node => node.Address));
        Assert.Equal("10.77.19.4", four.Topology.Nodes[3].Address.ToString());
    }

    [Fact]
    public void Subnet_WithoutRoom_IsReportedWithItsCapacity()
    {
        var found = Assert.Single(
            StackText
                .Compile(
                    ExistingNetworkText
                        .With("plan: business-8\n        nodes: 3", "plan: business-8\n        nodes: 9")
                        .Replace("type: postgresql", "type: opensearch", StringComparison.Ordinal)
                        .Replace("nodes: 9", "nodes: 18", StringComparison.Ordinal)
                )
                .Diagnostics
        );

        Assert.Equal(DiagnosticCodes.AddressesExhausted, found.Code);
        Assert.Contains("10.77.18.0/28 has room for 5 nodes", found.Message, StringComparison.Ordinal);
    }

    /// <summary>What is changed in the stack file after the lock file was written, and where that is reported.</summary>
    [Theory]
    [InlineData("cidr: 10.77.17.0/24", "cidr: 10.77.21.0/24", "INF0513", "network.subnets.eu-west-1b.cidr", "addresses never move")]
    [InlineData(
        "cidr: 10.77.17.0/24",
        "cidr: 10.77.17.0/25",
        "INF0513",
        "network.subnets.eu-west-1b.cidr",
        "Change it back to 10.77.17.0/24"
    )]
    [InlineData("subnet-0aaaaaaaaaaaaaaa2", "subnet-0bbbbbbbbbbbbbbb2", null, "", "")]
    public void Subnet_ChangedLater_IsRefused(string find, string replace, string? code, string path, string part)
    {
        var before = StackText.Plan(ExistingNetworkText.Good).LockText;

        var outcome = StackText.Compile(ExistingNetworkText.With(find, replace), before);

        Assert.Equal(code is null, outcome.Succeeded);
        if (code is not null)
        {
            var found = Assert.Single(outcome.Diagnostics);
            Assert.Equal((code, path), (found.Code, found.Where.Path));
            Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Network_OwnBecomesExistingOrBack_IsRefused()
    {
        var existing = StackText.Replace(
            ExistingNetworkText.With("cidr: 10.77.0.0/16", "cidr: 10.77.16.0/20"),
            "    zones: 3\n",
            "    zones: 3\n    managementRoutes: [10.77.200.0/28]\n"
        );
        var own =
            existing[..existing.IndexOf("    network:", StringComparison.Ordinal)]
            + existing[existing.IndexOf("    services:", StringComparison.Ordinal)..];

        Assert.Equal(
            DiagnosticCodes.LockOfOtherSubnets,
            Assert.Single(StackText.Compile(existing, StackText.Plan(own).LockText).Diagnostics).Code
        );
        Assert.Equal(
            DiagnosticCodes.LockOfOtherSubnets,
            Assert.Single(StackText.Compile(own, StackText.Plan(existing).LockText).Diagnostics).Code
        );
    }

    [Theory]
    [InlineData("  a: 10.77.16.0/24\n", "", "not in both 'zones' and 'subnets'")]
    [InlineData("  a: 10.77.16.0/24\n", "  a: 10.77.16.0/24\n  e: 10.77.30.0/24\n", "'e' is not in both")]
    [InlineData("  a: 10.77.16.0/24\n", "  a: 10.78.16.0/24\n", "not a subnet of 10.77.0.0/16")]
    [InlineData("  a: 10.77.16.0/24\n", "  a: 10.77.16.0/23\n", "overlaps 10.77.16.0/23, the subnet of zone 'a'")]
    public void LockFile_DamagedSubnets_AreReported(string find, string replace, string part)
    {
        var damaged = StackText.Replace(StackText.Plan(ExistingNetworkText.Good).LockText, find, replace);

        var found = StackText.Compile(ExistingNetworkText.Good, damaged).Diagnostics;

        Assert.Contains(found, error =>
            error.Code == DiagnosticCodes.LockConflict && error.Message.Contains(part, StringComparison.Ordinal)
        );
    }

    /// <summary>What Azure reports, what differs (empty: nothing).</summary>
    public static TheoryData<SeenNetwork, string> OfAzure { get; } =
        new()
        {
            { new SeenNetwork(null, null), "" },
            { Azure with { Id = VirtualNetwork.ToUpperInvariant() }, "" },
            { Azure with { Id = VirtualNetwork.Replace("0123", "9999", StringComparison.Ordinal) }, "its id is /subscriptions/99994567" },
            { Azure with { Region = "northeurope" }, "its region is northeurope; the stack file has westeurope." },
            {
                Azure with
                {
                    AddressSpace = ["10.77.0.0/17", "10.77.128.0/17"],
                },
                "its address space is 10.77.0.0/17, 10.77.128.0/17, which does not contain the stack file's 10.77.0.0/16."
            },
            { Azure with { AddressSpace = ["fd00::/48", "10.64.0.0/10"] }, "" },
            { Azure with { NameServers = ["168.63.129.16"] }, "" },
            { Azure with { NameServers = ["8.8.8.8"] }, "" },
            { Azure with { NameServers = ["168.63.129.16", "10.0.0.53"] }, "its name server 10.0.0.53 cannot be reached by the nodes" },
            { Azure with { NameServers = ["dns"] }, "its name server dns cannot be reached" },
        };

    private const string VirtualNetwork =
        "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub";

    private static SeenNetwork Azure =>
        new SeenNetwork(null, null) with
        {
            Id = VirtualNetwork,
            Region = "westeurope",
            AddressSpace = ["10.77.0.0/16"],
        };

    [Theory]
    [MemberData(nameof(OfAzure))]
    public void Check_VirtualNetwork_IsHeldAgainstTheFile(SeenNetwork seen, string difference)
    {
        var found = DifferencesOnAzure(seen, "");

        Assert.Equal(difference.Length == 0 ? 0 : 1, found.Length);
        Assert.All(found, text => Assert.Contains(difference, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("protocol: udp, ports: [53]", true)]
    [InlineData("protocol: tcp, ports: [53]", false)]
    [InlineData("protocol: udp, ports: [123]", false)]
    public void Check_NameServerOfTheOwner_IsFineWhereEgressNamesIt(string how, bool reached)
    {
        var seen = Azure with { NameServers = ["10.0.0.53"] };

        Assert.Equal(reached, DifferencesOnAzure(seen, $"    egress: {{ names: {{ to: [10.0.0.53/32], {how} }} }}\n").IsEmpty);
    }

    private static ImmutableArray<string> DifferencesOnAzure(SeenNetwork seen, string keys)
    {
        var text = ExistingNetworkText.On(
            "azure",
            "westeurope",
            $"id: {VirtualNetwork}",
            number => $"\"{number}\"",
            number => $"name: data-{number}"
        );
        var spec = StackText.Plan(StackText.Replace(text, "    services:\n", $"{keys}    services:\n")).Spec;
        return ExpectedNetwork
            .Of(spec)
            .Differences(seen, spec.Network!.Subnets.Keys.ToDictionary(zone => zone, _ => new SeenSubnet(null, null, null)));
    }

    [Fact]
    public void VirtualNetworkId_Parts_AreGroupAndName()
    {
        Assert.Equal(new VirtualNetworkId("net", "hub"), VirtualNetworkId.Parse(VirtualNetwork));
        Assert.Throws<FormatException>(() => VirtualNetworkId.Parse($"{VirtualNetwork}/subnets/x"));
    }

    [Fact]
    public void Check_WhatTheCloudDidNotSay_IsNoDifference()
    {
        var spec = StackText.Plan(ExistingNetworkText.Good).Spec;
        var silent = spec.Network!.Subnets.Keys.ToDictionary(zone => zone, _ => new SeenSubnet(null, null, null));

        Assert.Empty(ExpectedNetwork.Of(spec).Differences(new SeenNetwork(null, null), silent));
        Assert.Single(ExpectedNetwork.Of(spec).Differences(new SeenNetwork("10.0.0.0/8", true), silent));
        Assert.Throws<InvalidOperationException>(() => ExpectedNetwork.Of(StackText.Plan(StackText.Good).Spec));
    }
}
