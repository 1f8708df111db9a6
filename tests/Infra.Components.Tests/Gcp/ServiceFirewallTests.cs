using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

public class ServiceFirewallTests
{
    private const string Rule = "gcp:compute/firewall:Firewall";

    [Fact]
    public async Task Firewall_EveryRule_IsForTheServicesOwnAccount()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        Assert.NotEmpty(run.OfType(Rule));
        Assert.All(run.OfType(Rule), rule =>
        {
            Assert.Equal<IEnumerable<string>>(["orders-db@acme.iam.example"], rule.Texts("targetServiceAccounts"));
            Assert.False(rule.Inputs.ContainsKey("targetTags") || rule.Inputs.ContainsKey("sourceTags"));
            Assert.Equal(CloudMocks.NetworkLinkOf("acme"), rule["network"]);
        });
    }

    [Fact]
    public async Task Firewall_EveryRule_NamesItsOtherEnd()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        // Without one a rule applies to every instance.
        Assert.All(run.OfType(Rule), rule =>
            Assert.Single(new[] { "sourceRanges", "destinationRanges", "sourceServiceAccounts" }, name => rule.Texts(name).Length > 0)
        );
        Assert.All(run.OfType(Rule), rule =>
            Assert.Equal(Equals(rule["direction"], "EGRESS"), rule.Inputs.ContainsKey("destinationRanges"))
        );
    }

    [Theory]
    [InlineData("INGRESS", "sourceRanges", "0.0.0.0/0")]
    [InlineData("INGRESS", "sourceRanges", "::/0")]
    [InlineData("EGRESS", "destinationRanges", "0.0.0.0/0")]
    [InlineData("EGRESS", "destinationRanges", "::/0")]
    public async Task Firewall_WhatNoRuleAllows_IsDeniedLast(string direction, string side, string everyone)
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        var deny = Assert.Single(run.OfType(Rule), rule =>
            rule.Inputs.ContainsKey("denies") && Equals(rule["direction"], direction) && rule.Texts(side).SequenceEqual([everyone])
        );
        Assert.Equal("all", ((ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)deny["denies"]!))["protocol"]);
        Assert.All(run.OfType(Rule).Where(rule => rule.Inputs.ContainsKey("allows")), allow =>
            Assert.True((double)allow["priority"]! < (double)deny["priority"]!)
        );
    }

    [Fact]
    public async Task Firewall_Clients_ReachTheServicesPorts()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        var clients = Assert.Single(run.OfType(Rule), rule => rule.Texts("sourceRanges").SequenceEqual(["10.7.0.0/16"]));
        var allow = (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)clients["allows"]!);
        Assert.Equal("tcp", allow["protocol"]);
        Assert.Equal(["21900-21902"], ((ImmutableArray<object>)allow["ports"]).Cast<string>());
    }

    [Fact]
    public async Task Firewall_Account_HasNoRoles()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        Assert.Single(run.OfType("gcp:serviceaccount/account:Account"));
        Assert.DoesNotContain(run.Resources.Values, resource => resource.Type.Contains("IAM", StringComparison.OrdinalIgnoreCase));
    }
}
