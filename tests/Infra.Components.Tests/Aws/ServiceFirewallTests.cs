using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public class ServiceFirewallTests
{
    private const string Ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private const string Egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

    [Fact]
    public async Task Firewall_Ingress_IsExactlyThePolicy()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal(
            [
                "icmp 3-4 from 0.0.0.0/0",
                "tcp 21900-21902 from 10.7.0.0/16",
                "tcp 22-22 from 198.51.100.0/28",
                "tcp 30287-30287 from 198.51.100.0/28",
                "udp 4501-4501 from orders-db-id",
            ],
            run.OfType(Ingress).Select(Sentence).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Firewall_Egress_IsPeersAndTheInternetOnly()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal(
            ["-1 - from acme-internet-id", "udp 4501-4501 from orders-db-id"],
            run.OfType(Egress).Select(Sentence).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Firewall_ExplicitEgress_IsPeersAndTheDestinations()
    {
        var run = await StackRun.OfAsync(
            StackRun.ExampleStack.Replace(
                "    services:",
                "    egress: { mirror: { to: [10.9.0.0/24], ports: [80, 443] } }\n    services:",
                StringComparison.Ordinal
            )
        );

        Assert.Equal(
            ["tcp 443-443 from 10.9.0.0/24", "tcp 80-80 from 10.9.0.0/24", "udp 4501-4501 from orders-db-id"],
            run.OfType(Egress).Select(Sentence).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>A service may have the name that another service's internet egress group would have if dashes joined names.</summary>
    [Fact]
    public async Task Firewall_ServicesNamedAlike_HaveGroupsOfTheirOwn()
    {
        var run = await StackRun.OfAsync(
            StackRun.ExampleStack
                + """
                      orders-db-internet:
                        type: postgresql
                        plan: business-8
                        volumes: { data: 1 }
                """,
            lockText: ""
        );

        Assert.Equal(
            ["orders-db", "orders-db-internet", "orders-db-internet.all.internet", "orders-db.all.internet"],
            run.OfType("aws:ec2/securityGroup:SecurityGroup").Select(group => group.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Firewall_Ingress_NeverFromEverywhereButWhatPathsSayOfTheirMtu()
    {
        var run = await StackRun.OfAsync();

        var path = Assert.Single(run.OfType(Ingress), rule => (string)rule["ipProtocol"]! == "icmp");
        Assert.Equal((3.0, 4.0, "0.0.0.0/0"), ((double)path["fromPort"]!, (double)path["toPort"]!, (string)path["cidrIpv4"]!));
        Assert.All(run.OfType(Ingress).Where(rule => rule != path), rule =>
        {
            Assert.NotEqual("0.0.0.0/0", rule["cidrIpv4"]);
            Assert.NotEqual("::/0", rule["cidrIpv6"]);
            Assert.NotEqual("-1", rule["ipProtocol"]);
        });
    }

    [Fact]
    public async Task Firewall_EachRule_HasExactlyOneOtherEnd()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.OfType(Ingress).Concat(run.OfType(Egress)), rule =>
            Assert.Single(new[] { "cidrIpv4", "cidrIpv6", "referencedSecurityGroupId", "prefixListId" }, rule.Inputs.ContainsKey)
        );
    }

    [Fact]
    public async Task Firewall_Group_HasNoInlineRules()
    {
        var run = await StackRun.OfAsync();

        var groups = run.OfType("aws:ec2/securityGroup:SecurityGroup").ToList();
        Assert.Equal(["orders-db", "orders-db.all.internet"], groups.Select(group => group.Name).Order(StringComparer.Ordinal));
        Assert.All(groups, group => Assert.False(group.Inputs.ContainsKey("ingress") || group.Inputs.ContainsKey("egress")));
    }

    [Fact]
    public async Task Firewall_NoAllowedSources_NoClientRules()
    {
        var run = await StackRun.OfAsync(StackRun.ExampleStack.Replace("[10.7.0.0/16]", "[]", StringComparison.Ordinal));

        Assert.Equal(
            [
                "icmp 3-4 from 0.0.0.0/0",
                "tcp 22-22 from 198.51.100.0/28",
                "tcp 30287-30287 from 198.51.100.0/28",
                "udp 4501-4501 from orders-db-id",
            ],
            run.OfType(Ingress).Select(Sentence).Order(StringComparer.Ordinal)
        );
    }

    private static string Sentence(Recorded rule) =>
        $"{rule["ipProtocol"]} {rule["fromPort"]}-{rule["toPort"]} from "
        + $"{rule["cidrIpv4"] ?? rule["cidrIpv6"] ?? rule["referencedSecurityGroupId"] ?? rule["prefixListId"]}";
}
