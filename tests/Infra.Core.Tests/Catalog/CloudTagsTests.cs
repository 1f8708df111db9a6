using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Catalog;

public sealed class CloudTagsTests
{
    public static TheoryData<CloudKind> Clouds { get; } = [.. Enum.GetValues<CloudKind>()];

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Of_OrdinaryNames_AreAsTheyAre(CloudKind cloud) =>
        Assert.Equal(
            "deployment=standard node=orders-db-1 project=acme service=orders-db stack=prod-1",
            Shown(CloudTags.Of(SmallProject.Plan(cloud).Spec, "prod-1", "orders-db", "orders-db-1"))
        );

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Of_TheWholeProject_HasNoServiceAndNoNode(CloudKind cloud) =>
        Assert.Equal("deployment=standard project=acme stack=prod", Shown(CloudTags.Of(SmallProject.Plan(cloud).Spec, "prod")));

    /// <summary>
    /// The provider's default tags plus a resource's own equal the tags the resource would get without such a provider.
    /// </summary>
    [Theory]
    [MemberData(nameof(Clouds))]
    public void OfPart_WithTheProjects_IsAllOfThem(CloudKind cloud)
    {
        var part = CloudTags.OfPart(cloud, "orders-db", "orders-db-1");

        Assert.Equal("node=orders-db-1 service=orders-db", Shown(part));
        Assert.Equal(
            Shown(CloudTags.Of(SmallProject.Plan(cloud).Spec, "prod", "orders-db", "orders-db-1")),
            Shown(CloudTags.Of(SmallProject.Plan(cloud).Spec, "prod").AddRange(part))
        );
        Assert.Empty(CloudTags.OfPart(cloud));
    }

    [Theory]
    [InlineData(CloudKind.Aws, "Prod.eu_1", "Prod.eu_1")]
    [InlineData(CloudKind.Azure, "Prod.eu_1", "Prod.eu_1")]
    [InlineData(CloudKind.Gcp, "Prod.eu_1", "prod-eu_1-")]
    [InlineData(CloudKind.Aws, "a\nb", "a-b-")]
    [InlineData(CloudKind.Azure, "a\nb", "a-b-")]
    [InlineData(CloudKind.Gcp, "a\nb", "a-b-")]
    public void Of_AnyStackName_IsWithinTheRules(CloudKind cloud, string stack, string start)
    {
        var value = CloudTags.Of(SmallProject.Plan(cloud).Spec, stack)["stack"];

        Assert.StartsWith(start, value, StringComparison.Ordinal);
        Assert.True(TagRules.Of(cloud).Accepts(value), value);
        Assert.Equal(start == stack, value == stack);
    }

    [Theory]
    [InlineData(CloudKind.Aws, 256)]
    [InlineData(CloudKind.Azure, 256)]
    [InlineData(CloudKind.Gcp, 63)]
    public void Fit_LongValues_AreCutAndStayApart(CloudKind cloud, int longest)
    {
        var rules = TagRules.Of(cloud);
        var (one, other) = (rules.Fit(new string('a', longest) + "1"), rules.Fit(new string('a', longest) + "2"));

        Assert.Equal(new string('a', longest), rules.Fit(new string('a', longest)));
        Assert.Equal((longest, longest), (one.Length, other.Length));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Fit_ValuesThatLookAlikeInLowerCase_StayApart() =>
        Assert.NotEqual(TagRules.Of(CloudKind.Gcp).Fit("Prod"), TagRules.Of(CloudKind.Gcp).Fit("PROD"));

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Of_Keys_AreWithinTheRules(CloudKind cloud)
    {
        var (rules, tags) = (TagRules.Of(cloud), CloudTags.Of(SmallProject.Plan(cloud).Spec, "prod", "orders-db", "orders-db-1"));

        Assert.InRange(tags.Count, 1, rules.Most);
        Assert.All(tags.Keys, key => Assert.Matches("^[a-z]+$", key));
        Assert.All(tags.Keys, key => Assert.InRange(key.Length, 1, rules.LongestKey));
    }

    private static string Shown(IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}
