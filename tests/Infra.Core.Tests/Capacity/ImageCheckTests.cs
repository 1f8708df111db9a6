using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Capacity;

public sealed class ImageCheckTests
{
    /// <summary>Cloud, region, its zones, whether Debian's images are available.</summary>
    [Theory]
    [InlineData("aws", "cn-north-1", "[cn-north-1a]", false)]
    [InlineData("aws", "us-gov-west-1", "[us-gov-west-1a]", false)]
    [InlineData("aws", "eusc-de-east-1", "[eusc-de-east-1a]", false)]
    [InlineData("aws", "us-iso-east-1", "[us-iso-east-1a]", false)]
    [InlineData("aws", "ap-east-1", "[ap-east-1a]", true)]
    [InlineData("aws", "eu-west-1", "3", true)]
    [InlineData("azure", "chinanorth3", "[\"1\"]", false)]
    [InlineData("azure", "usgovvirginia", "[\"1\"]", false)]
    [InlineData("azure", "westeurope", "3", true)]
    [InlineData("gcp", "u-france-east1", "[u-france-east1-a]", false)]
    [InlineData("gcp", "us-central1", "3", true)]
    public void Compile_RegionOfAPartition_NeedsAnImageOfItsOwn(string cloud, string region, string zones, bool isThere)
    {
        var text = StackText.Replace(StackText.On(cloud, region), "zones: 3", $"zones: {zones}");

        var errors = StackText.Compile(text).Diagnostics.Where(found => found.Severity == Severity.Error).ToList();

        if (isThere)
        {
            Assert.Empty(errors);
            return;
        }

        var error = Assert.Single(errors);
        Assert.Equal(("INF1205", "region", true), (error.Code, error.Where.Path, error.Where.Line > 0));
        // The remedy, followed.
        var image = cloud switch
        {
            "aws" => "ami-0123456789abcdef0",
            "azure" => "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/Microsoft.Compute"
                + "/galleries/ours/images/node",
            _ => "projects/acme/global/images/node",
        };
        StackText.Plan(StackText.Replace(text, "config:\n", $"config:\n  infra:imageId: {image}\n"));
        // Nothing to start: no check.
        StackText.Plan(text[..text.IndexOf("    services:", StringComparison.Ordinal)] + "    services: {}\n");
    }

    [Theory]
    [InlineData(
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/Microsoft.Compute/images/baked",
        "is a managed image"
    )]
    [InlineData(
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/microsoft.compute/Images/baked",
        "is a managed image"
    )]
    [InlineData(
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/Microsoft.Compute/galleries/ours/images/node",
        null
    )]
    [InlineData(
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/Microsoft.Compute/galleries"
            + "/ours/images/node/versions/1.2.3",
        null
    )]
    [InlineData(
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/Microsoft.Compute/disks/baked",
        "is not a valid image ID on Azure"
    )]
    public void Problem_OfAnAzureImage_SaysWhy(string image, string? says)
    {
        var problem = ImageIds.Problem(image, CloudKind.Azure);

        Assert.Equal(says is null, problem is null);
        Assert.StartsWith(says ?? "", problem ?? "", StringComparison.Ordinal);
    }
}
