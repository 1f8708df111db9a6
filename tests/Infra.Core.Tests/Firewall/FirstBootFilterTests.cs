using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Firewall;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Firewall;

/// <summary>
/// Every firewall a node has before its first push, in each form, treats operators and outside networks as the policy does.
/// </summary>
public sealed class FirstBootFilterTests
{
    private static readonly ProjectPlan Plan = SmallProject.Plan();

    [Theory]
    [InlineData("198.51.100.0/28", 22)]
    [InlineData("192.0.2.0/25", 2222)]
    [InlineData("2001:db8:51::/48", 22)]
    public void Operators_OfThePolicy_GetInByEveryForm(string from, int port)
    {
        var texts = Texts(WithOperators(from, port));

        Assert.All(from.Contains(':', StringComparison.Ordinal) ? texts.V6 : texts.V4, text =>
            Assert.Contains($"-A INFRA-INPUT -s {from} -p tcp -m multiport --dports {port} -j ACCEPT\n", text, StringComparison.Ordinal)
        );
        Assert.Contains($"saddr {{ {from} }} tcp dport {port} accept\n", texts.Nft, StringComparison.Ordinal);
        Assert.Contains($"saddr {{ {from} }} tcp dport {port} accept\n", texts.Script, StringComparison.Ordinal);
        Assert.All(texts.All, text =>
            Assert.True(from == "198.51.100.0/28" || !text.Contains("198.51.100.0/28", StringComparison.Ordinal), text)
        );
    }

    [Fact]
    public void Operators_NotInThePolicy_GetInByNoForm()
    {
        var policy = Plan.Policy with { Flows = [.. Plan.Policy.Flows.Where(flow => flow.Purpose is not FlowPurpose.Management)] };

        Assert.All(Texts(Plan with { Policy = policy }).All, text =>
            Assert.DoesNotContain("198.51.100.0/28", text, StringComparison.Ordinal)
        );
        Assert.All([.. Texts(Plan).V4, Texts(Plan).Nft, Texts(Plan).Script], text =>
            Assert.Contains("198.51.100.0/28", text, StringComparison.Ordinal)
        );
    }

    /// <summary>Clients and peers are added by the first push.</summary>
    [Fact]
    public void Others_OfThePolicy_GetInByNoForm()
    {
        var alone = Plan.Policy with { Flows = [.. Plan.Policy.Flows.Where(flow => flow.Purpose is FlowPurpose.Management)] };

        Assert.Equal(Texts(Plan with { Policy = alone }).All, Texts(Plan).All);
        Assert.NotEqual(alone.Flows.Length, Plan.Policy.Flows.Length);
    }

    [Fact]
    public void Outside_NotInThePolicy_IsReachedByNoForm()
    {
        var closed = Plan with { Policy = Plan.Policy with { Egress = [] } };

        Assert.All(Texts(closed).All, text => Assert.DoesNotContain("0.0.0.0/8", text, StringComparison.Ordinal));
        Assert.Contains("0.0.0.0/8", Texts(Plan).Nft, StringComparison.Ordinal);
        Assert.All(Texts(Plan).V4, text => Assert.Contains("0.0.0.0/8", text, StringComparison.Ordinal));
    }

    private static ProjectPlan WithOperators(string from, int port) =>
        Plan with
        {
            Policy = Plan.Policy with
            {
                Flows =
                [
                    .. Plan.Policy.Flows.Select(flow =>
                        flow.Purpose is FlowPurpose.Management
                            ? new Flow(
                                flow.Service,
                                new FlowPurpose.Management([Cidr.Parse(from)]),
                                flow.Protocol,
                                Ports.Of(port),
                                flow.Reason
                            )
                            : flow
                    ),
                ],
            },
        };

    private static (string[] V4, string[] V6, string Nft, string Script, string[] All) Texts(ProjectPlan plan)
    {
        var service = new ServiceFilter(plan, "orders-db");
        FilterTable[] tables = [service.FirstBoot.Table, service.FirstBoot.AfterService];
        string[] v4 = [.. tables.Select(table => IptablesEmitter.Emit(table, IpFamily.V4))];
        string[] v6 = [.. tables.Select(table => IptablesEmitter.Emit(table, IpFamily.V6))];
        var (nft, script) = (service.FirstBoot.WriteNft(), Lockdown.Script(service));
        return (v4, v6, nft, script, [.. v4, .. v6, nft, script]);
    }
}
