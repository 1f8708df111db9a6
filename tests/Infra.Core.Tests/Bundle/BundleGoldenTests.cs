using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Bundle;

public class BundleGoldenTests
{
    [Theory]
    [InlineData("local", CloudKind.Local)]
    [InlineData("aws", CloudKind.Aws)]
    [InlineData("azure", CloudKind.Azure)]
    [InlineData("gcp", CloudKind.Gcp)]
    public void Compile_SmallProject_WritesTheseFiles(string name, CloudKind cloud)
    {
        var bundle = Filled.InService(SmallProject.Plan(cloud), "orders-db-1", SampleIdentity.PeersOfFirst);

        foreach (var file in bundle.Files)
        {
            Golden.Check(file.Content, "tests", "baselines", $"bundle-{name}{file.Path}");
        }

        Golden.Check(string.Concat(bundle.Files.Select(f => $"{f.Mode} {f.Path}\n")), "tests", "baselines", $"bundle-{name}/listing");
    }

    [Fact]
    public void Compile_Twice_GivesTheSameBytes() =>
        Assert.Equal(
            Filled.InService(SmallProject.Plan(), "orders-db-1", SampleIdentity.PeersOfFirst).ToJson(),
            Filled.InService(SmallProject.Plan(), "orders-db-1", [.. SampleIdentity.PeersOfFirst.Reverse()]).ToJson()
        );

    [Theory]
    [InlineData("local", CloudKind.Local)]
    [InlineData("aws", CloudKind.Aws)]
    [InlineData("azure", CloudKind.Azure)]
    [InlineData("gcp", CloudKind.Gcp)]
    public void Template_SmallProject_WritesThisUserData(string name, CloudKind cloud)
    {
        var data = Filled.UserData(SmallProject.Plan(cloud), "orders-db-1");

        Golden.Check(data.Text, "tests", "baselines", $"user-data/{name}.mime");
        // The smallest limit of a cloud is 16,384; the rest is for egress, management networks and keys.
        Assert.InRange(data.SizeBytes, 1, 6_000);
    }

    [Fact]
    public void FirstBoot_OtherSources_GivesTheSameBytes() =>
        Assert.Equal(
            Filled.FirstBundle(SmallProject.Plan(sources: ["10.7.0.0/16"]), "orders-db-1").Hash,
            Filled.FirstBundle(SmallProject.Plan(sources: ["10.8.0.0/16", "2001:db8::/32"]), "orders-db-1").Hash
        );
}
