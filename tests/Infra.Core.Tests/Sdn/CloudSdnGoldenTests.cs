using System.Text.RegularExpressions;
using Infra.Core.Clouds;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Sdn;

/// <summary>The literal rules of each case on the clouds it makes sense on.</summary>
public sealed class CloudSdnGoldenTests
{
    private static readonly CloudKind[] Clouds = [CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp];

    public static TheoryData<CloudKind, string> Cases
    {
        get
        {
            var cases = new TheoryData<CloudKind, string>();
            foreach (var cloud in Clouds)
            {
                foreach (var one in FirewallCase.All.Where(one => one.Clouds.Contains(cloud)))
                {
                    cases.Add(cloud, one.Name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Listing_OfCase_IsAsCommitted(CloudKind cloud, string name)
    {
        var plan = FirewallCase.Named(name).Plan(cloud);

        Assert.All(CloudFirewall.Compile(plan).Files(), file => Golden.Check(file.Text, Place(cloud, name, file)));
        Assert.NotEmpty(CloudFirewall.Compile(plan).Files());
        Assert.Empty(CloudFirewall.Compile(plan).Check(StackText.At));
    }

    [Fact]
    public void Listing_OfLocalCase_IsTheRoutersFilter()
    {
        var plan = FirewallCase.Named("both").Plan(CloudKind.Local);

        var file = Assert.Single(CloudFirewall.Compile(plan).Files());
        Assert.StartsWith("table inet ", file.Text, StringComparison.Ordinal);
    }

    /// <summary>A peering splits flows by where clients come from; rules depend only on addresses, and do not change by a byte.</summary>
    [Fact]
    public void Peering_Added_ChangesNoRule()
    {
        var text = FirewallCase.Named("peering").Text(CloudKind.Aws);
        var with = StackText.Plan(text);
        var without = StackText.Plan(Regex.Replace(text, "^    peerings:\n(      .+\n)+", "", RegexOptions.Multiline));

        Assert.NotEqual(with.Spec.Peerings.Count, without.Spec.Peerings.Count);
        Assert.All(Clouds, cloud => Assert.Equal(Texts(OnCloud.Relabelled(without, cloud)), Texts(OnCloud.Relabelled(with, cloud))));

        static IEnumerable<string> Texts(ProjectPlan plan) => CloudFirewall.Compile(plan).Files().Select(file => file.Text);
    }

    [Fact]
    public void Cases_OnEachCloud_AreAtLeastTwelve() =>
        Assert.All(Clouds, cloud => Assert.InRange(FirewallCase.All.Count(one => one.Clouds.Contains(cloud)), 12, int.MaxValue));

    /// <summary>AWS has several files per project; its prefix lists are identical in each, and one golden covers them.</summary>
    private static string[] Place(CloudKind cloud, string name, SdnFile file) =>
        [
            "tests",
            "baselines",
            "sdn",
            Words.Of(cloud),
            .. (cloud, file.Name) switch
            {
                (CloudKind.Aws, "prefix-lists") => [file.Name],
                (CloudKind.Aws, _) => new[] { name, file.Name },
                _ => [name],
            },
        ];
}
