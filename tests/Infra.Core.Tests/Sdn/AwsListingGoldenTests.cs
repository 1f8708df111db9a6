using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Sdn;

/// <summary>The literal rules of each case on AWS.</summary>
public sealed class AwsListingGoldenTests
{
    public static TheoryData<string> Cases { get; } = FirewallCase.On(CloudKind.Aws);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Listing_OfCase_IsAsCommitted(string name)
    {
        var plan = FirewallCase.Named(name).Plan(CloudKind.Aws);

        foreach (var file in SdnFile.Of(plan))
        {
            // The same in every project; one golden says it.
            Golden.Check(file.Text, ["tests", "baselines", "sdn", "aws", .. file.Name == "prefix-lists" ? [] : new[] { name }, file.Name]);
        }

        Assert.Empty(SdnQuotas.Check(plan, "stack file"));
    }

    [Fact]
    public void Listing_OfLocalCase_IsTheRoutersFilter()
    {
        var plan = FirewallCase.Named("both").Plan(CloudKind.Local);

        var file = Assert.Single(SdnFile.Of(plan));
        Assert.StartsWith("table inet ", file.Text, StringComparison.Ordinal);
    }
}
