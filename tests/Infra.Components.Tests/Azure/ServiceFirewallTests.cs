using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Azure;

public class ServiceFirewallTests
{
    private const string Rule = "azure:network/networkSecurityRule:NetworkSecurityRule";
    private const string NodesGroup = "nsg-nodes-acme-orders-db";

    [Theory]
    [InlineData("nsg-subnets-acme", "Inbound")]
    [InlineData("nsg-subnets-acme", "Outbound")]
    [InlineData(NodesGroup, "Inbound")]
    [InlineData(NodesGroup, "Outbound")]
    public async Task Firewall_WhatNoRuleAllows_IsDeniedLastAndBeforeAzuresOwnRules(string group, string direction)
    {
        var run = await StackRun.OfExampleAsync("azure-private");
        var rules = run.OfType(Rule)
            .Where(rule => Equals(rule["networkSecurityGroupName"], group) && Equals(rule["direction"], direction))
            .ToList();

        var deny = Assert.Single(rules, rule => Equals(rule["access"], "Deny"));
        Assert.Equal(
            (4096.0, "*", "*", "*", "*"),
            (
                deny["priority"],
                deny["protocol"],
                deny["sourceAddressPrefix"],
                deny["destinationAddressPrefix"],
                deny["destinationPortRange"]
            )
        );
        Assert.NotEqual(1, rules.Count);
        Assert.Equal(rules.Count, rules.Select(rule => rule["priority"]).Distinct().Count());
    }

    [Fact]
    public async Task Firewall_Clients_ReachTheServicesPorts()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        var clients = Assert.Single(run.OfType(Rule), rule => rule.Texts("sourceAddressPrefixes").SequenceEqual(["10.7.0.0/16"]));
        Assert.Equal((NodesGroup, "Tcp", "Allow"), (clients["networkSecurityGroupName"], clients["protocol"], clients["access"]));
        Assert.Equal<IEnumerable<string>>(["21900-21902"], clients.Texts("destinationPortRanges"));
    }

    [Fact]
    public async Task Firewall_EveryInterface_HasItsServicesGroups()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.Equal(3, run.OfType("azure:network/networkInterface:NetworkInterface").Count());
        foreach (var nic in run.OfType("azure:network/networkInterface:NetworkInterface"))
        {
            var filtered = run.One(
                "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation",
                nic.Name
            );
            var member = run.One(
                "azure:network/networkInterfaceApplicationSecurityGroupAssociation:NetworkInterfaceApplicationSecurityGroupAssociation",
                nic.Name
            );
            Assert.Equal(($"{nic.Name}-id", $"{NodesGroup}-id"), (filtered["networkInterfaceId"], filtered["networkSecurityGroupId"]));
            Assert.Equal(($"{nic.Name}-id", "orders-db-id"), (member["networkInterfaceId"], member["applicationSecurityGroupId"]));
        }
    }

    [Fact]
    public async Task Firewall_Identity_HasNoRoles()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.Single(run.OfType("azure:authorization/userAssignedIdentity:UserAssignedIdentity"));
        Assert.Single(run.Resources.Values, resource => resource.Type.StartsWith("azure:authorization/", StringComparison.Ordinal));
    }
}
