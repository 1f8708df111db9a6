using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Sdn;

/// <summary>What holds of every cloud's filter, whatever its rules look like.</summary>
public sealed class CloudSdnTests
{
    public static TheoryData<CloudKind> Clouds { get; } = [CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp];

    /// <summary>Said approximately, each would let in more than it says.</summary>
    [Theory]
    [MemberData(nameof(Clouds))]
    public void Flow_ThatNoFilterCanSay_IsADiagnosticAndNeverARule(CloudKind cloud)
    {
        var good = SmallProject.Plan(cloud, sources: ["10.7.0.0/16"]);
        var flow = good.Policy.Flows.Single(flow => flow.Key == "orders-db/pg/clients");
        NetworkPolicy[] bad =
        [
            .. new[]
            {
                flow with
                {
                    OnlyTo = ImmutableSortedSet.Create("orders-db-1"),
                },
                flow with
                {
                    Ports = [],
                },
                flow with
                {
                    Key = "orders-db/nothing/clients",
                },
                flow with
                {
                    Key = "orders-db/pg/elsewhere",
                },
            }.Select(one => good.Policy with { Flows = good.Policy.Flows.Replace(flow, one) }),
            good.Policy with
            {
                Egress =
                [
                    new EgressFlow(
                        "orders-db/x/destination",
                        "orders-db",
                        FlowZones.Destination,
                        [Cidr.Parse("203.0.113.0/24")],
                        null,
                        [443],
                        "x"
                    ),
                ],
            },
        ];

        Assert.Empty(SdnQuotas.Check(good, StackText.At));
        Assert.NotEmpty(SdnFile.Of(good));
        Assert.All(bad, policy =>
        {
            var plan = good with { Policy = policy };
            var found = Assert.Single(SdnQuotas.Check(plan, StackText.At));
            Assert.Equal(
                (DiagnosticCodes.FlowNotExpressible, Severity.Error, "services.orders-db"),
                (found.Code, found.Severity, found.Where.Path)
            );
            Assert.Throws<InvalidOperationException>(() => SdnFile.Of(plan));
        });
    }
}
