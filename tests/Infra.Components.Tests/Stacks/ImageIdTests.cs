using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>An image of another cloud, or half a name, is refused while planning and not when a VM is made.</summary>
public class ImageIdTests
{
    private const string Group = "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/images/providers/Microsoft.Compute";

    [Theory]
    [InlineData("azure-example", $"{Group}/images/baked")]
    [InlineData("azure-example", $"{Group}/galleries/ours/images/node")]
    [InlineData("azure-example", $"{Group}/galleries/ours/images/node/versions/1.20.3")]
    [InlineData("azure-example", $"{Group}/galleries/ours/images/node/versions/latest")]
    [InlineData("gcp-example", "projects/acme/global/images/baked")]
    [InlineData("gcp-example", "projects/acme/global/images/family/nodes")]
    [InlineData("gcp-example", "projects/example.com:acme/global/images/baked-2")]
    [InlineData("gcp-example", "https://www.googleapis.com/compute/v1/projects/acme/global/images/baked")]
    public async Task ImageId_OfTheCloud_IsTaken(string stack, string image)
    {
        var run = await StackRun.OfExampleAsync(stack, preview: true, config: With(image));

        Assert.Contains(run.Resources.Values, resource => resource.Type.EndsWith("achine:LinuxVirtualMachine", StringComparison.Ordinal) || resource.Type == "gcp:compute/instance:Instance");
    }

    [Theory]
    [InlineData("azure-example", "Azure", "Debian:debian-12:12-gen2:latest")]
    [InlineData("azure-example", "Azure", "ami-0ba4ed00")]
    [InlineData("azure-example", "Azure", $"{Group}/disks/baked")]
    [InlineData("azure-example", "Azure", $"{Group}/images/baked\n")]
    [InlineData("azure-example", "Azure", $"{Group}/galleries/ours/images/node/versions/newest")]
    [InlineData("azure-example", "Azure", "/communityGalleries/theirs-0a1b2c/images/node")]
    [InlineData("gcp-example", "Google Cloud", "baked")]
    [InlineData("gcp-example", "Google Cloud", "ami-0ba4ed00")]
    [InlineData("gcp-example", "Google Cloud", "projects/acme/global/snapshots/baked")]
    [InlineData("gcp-example", "Google Cloud", "https://example.com/compute/v1/projects/acme/global/images/baked")]
    [InlineData("gcp-example", "Google Cloud", "projects/acme/global/images/baked\n")]
    public async Task ImageId_OfNoImageThere_IsRefused(string stack, string cloud, string image)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackRun.OfExampleAsync(stack, preview: true, config: With(image)));

        Assert.Contains($"infra:imageId is no image id of {cloud} ", error.ToString(), StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, string> With(string image) =>
        StackRun.DefaultConfig.Append(new("infra:imageId", image)).ToImmutableDictionary();
}
