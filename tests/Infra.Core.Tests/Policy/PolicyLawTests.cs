using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Firewall;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Policy;

/// <summary>What holds for every service type, whoever may access whichever component.</summary>
public sealed class PolicyLawTests
{
    // Overlapping, adjacent and duplicate networks of both families, private and public.
    private static readonly string[] Networks =
    [
        "10.7.0.0/16",
        "10.7.3.0/24",
        "10.6.0.0/16",
        "172.20.0.0/14",
        "203.0.113.0/24",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "\"2001:db8:7::/48\"",
        "\"2001:db8:7:1::/64\"",
        "\"fd12:3456:789a::/48\"",
        "\"::/0\"",
    ];

    [Property(MaxTest = 120)]
    public void Clients_OfAnyComponent_AreExactlyThoseOfItsList(byte type, ushort service, NonEmptyArray<ushort> own) =>
        With(type, service, own, (plan, wanted) =>
        {
            foreach (var component in Type(plan).ForClients)
            {
                var flow = plan.Policy.Flows.SingleOrDefault(f => f.Key == $"svc/{component.Name}/clients");
                var expected = wanted(component.Name);

                // An empty list means nobody, never everyone.
                Assert.Equal(expected.Length == 0, flow is null);
                if (flow is not null)
                {
                    var clients = Assert.IsType<FlowPurpose.Clients>(flow.Purpose);
                    Assert.Equal(expected, clients.Sources);
                    Assert.Equal(
                        CidrSet.Subtract(InternetSpace.V4, expected).IsEmpty || CidrSet.Subtract(InternetSpace.V6, expected).IsEmpty,
                        clients.Zone == FlowZones.Internet
                    );
                }
            }
        });

    [Property(MaxTest = 120)]
    public void Flows_OfAnyService_UseOnlyPortsMeantForThem(byte type, ushort service, NonEmptyArray<ushort> own) =>
        With(type, service, own, (plan, _) =>
        {
            var ranged = plan.Topology.Ports["svc"].Values.ToHashSet();
            Assert.All(ranged, port => Assert.True(ReservedPorts.IsForServices(port)));
            Assert.Equal(Type(plan).Components.Count(component => component.FixedPort is null), ranged.Count);
            Assert.Equal(plan.Policy.Flows.Length, plan.Policy.Flows.Select(flow => flow.Key).Distinct().Count());
            Assert.All(plan.Policy.Flows.SelectMany(flow => flow.Ports.AsNumbers().Select(port => (flow.Purpose, port))), one =>
                Assert.True(
                    one.Purpose switch
                    {
                        FlowPurpose.Management => one.port == ReservedPorts.Ssh,
                        FlowPurpose.Platform => one.port == ReservedPorts.PlatformManagement,
                        FlowPurpose.Clients => one.port == ReservedPorts.Web || ranged.Contains(one.port),
                        FlowPurpose.Tunnel => one.port == ReservedPorts.WireGuard,
                        _ => ranged.Contains(one.port),
                    }
                )
            );
        });

    [Property(MaxTest = 60)]
    public void NodeFilter_OfAnyService_HasAsManyRulesWhoeverIsLetIn(byte type, ushort service, NonEmptyArray<ushort> own) =>
        With(type, service, own, (plan, _) =>
        {
            foreach (var node in new[] { plan.Topology.Nodes[0], plan.Topology.Nodes[^1] })
            {
                var table = NodeFilter.Compile(plan, node.Key);
                Assert.InRange(RuleCount.Of(table, IpFamily.V4), 1, 30);
                Assert.InRange(RuleCount.Of(table, IpFamily.V6), 1, 40);
                Assert.InRange(
                    table.Chains.SelectMany(chain => chain.Rules).Count(rule => rule.Why.StartsWith("From ", StringComparison.Ordinal)),
                    1,
                    2
                );
            }
        });

    private static ServiceType Type(ProjectPlan plan) => ServiceCatalog.Find(plan.Spec.Services["svc"].Type)!;

    /// <summary>Bits choose: of 16, those of the networks; the highest decides whether the component has its own list.</summary>
    private static void With(byte type, ushort service, NonEmptyArray<ushort> own, Action<ProjectPlan, Func<string, Cidr[]>> check)
    {
        var chosen = ServiceCatalog.All[type % ServiceCatalog.All.Length];
        var lists = chosen
            .ForClients.Select((component, at) => (component.Name, Bits: own.Get[at % own.Get.Length]))
            .Where(list => list.Bits >= 0x8000)
            .ToDictionary(list => list.Name, list => Pick(list.Bits));
        var plan = new AnyService(chosen.Name, List(Pick(service)))
        {
            Components = lists.ToDictionary(list => list.Key, list => $"{{ allowedSources: {List(list.Value)} }}"),
        }.Plan();
        check(plan, component =>
            [.. CidrSet.Merge((lists.GetValueOrDefault(component) ?? Pick(service)).Select(text => Cidr.Parse(text.Trim('"'))))]
        );
    }

    private static string[] Pick(ushort bits) => [.. Networks.Where((_, at) => (bits >> at & 1) == 1)];

    private static string List(IEnumerable<string> networks) => $"[{string.Join(", ", networks)}]";
}
