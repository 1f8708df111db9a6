using System.Text.RegularExpressions;
using Infra.Core.Sdn.Azure;
using Infra.Core.Sdn.Gcp;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Sdn;

/// <summary>The literal rules of each case on the clouds it makes sense on.</summary>
public sealed class CloudSdnGoldenTests
{
    public static TheoryData<string> OnAzure { get; } = FirewallCase.On(CloudKind.Azure);

    public static TheoryData<string> OnGcp { get; } = FirewallCase.On(CloudKind.Gcp);

    [Theory]
    [MemberData(nameof(OnAzure))]
    public void Azure_OfCase_IsAsCommitted(string name) =>
        Golden.Check(AzureSdn.Listing(FirewallCase.Named(name).Plan(CloudKind.Azure)), "tests", "baselines", "sdn", "azure", name);

    [Theory]
    [MemberData(nameof(OnGcp))]
    public void Gcp_OfCase_IsAsCommitted(string name) =>
        Golden.Check(GcpSdn.Listing(FirewallCase.Named(name).Plan(CloudKind.Gcp)), "tests", "baselines", "sdn", "gcp", name);

    /// <summary>A peering parts flows by where clients come from; the rules look at addresses alone, and do not change by a byte.</summary>
    [Fact]
    public void Peering_Added_ChangesNoRule()
    {
        var text = FirewallCase.Named("peering").Text(CloudKind.Aws);
        var with = StackText.Plan(text);
        var without = StackText.Plan(Regex.Replace(text, "^    peerings:\n(      .+\n)+", "", RegexOptions.Multiline));

        Assert.NotEqual(with.Policy.Flows.Length, without.Policy.Flows.Length);
        Assert.Equal(AzureSdn.Listing(OnCloud.Relabelled(without, CloudKind.Azure)), AzureSdn.Listing(OnCloud.Relabelled(with, CloudKind.Azure)));
        Assert.Equal(GcpSdn.Listing(OnCloud.Relabelled(without, CloudKind.Gcp)), GcpSdn.Listing(OnCloud.Relabelled(with, CloudKind.Gcp)));
    }

    [Fact]
    public void Cases_OnEachCloud_AreAtLeastTwelve()
    {
        Assert.InRange(OnAzure.Count, 12, int.MaxValue);
        Assert.InRange(OnGcp.Count, 12, int.MaxValue);
    }
}
