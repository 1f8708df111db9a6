using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>Another cloud's image, or half a name, is rejected during planning and not when a VM is created.</summary>
public class ImageIdTests
{
    private const string Group = "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/images/providers/Microsoft.Compute";

    [Theory]
    [InlineData("azure-private", $"{Group}/galleries/ours/images/node")]
    [InlineData("azure-private", $"{Group}/galleries/ours/images/node/versions/1.20.3")]
    [InlineData("azure-private", $"{Group}/galleries/ours/images/node/versions/latest")]
    [InlineData("gcp-private", "projects/acme/global/images/baked")]
    [InlineData("gcp-private", "projects/acme/global/images/family/nodes")]
    [InlineData("gcp-private", "projects/example.com:acme/global/images/baked-2")]
    [InlineData("gcp-private", "https://www.googleapis.com/compute/v1/projects/acme/global/images/baked")]
    public async Task ImageId_OfTheCloud_IsTaken(string stack, string image)
    {
        var run = await StackRun.OfExampleAsync(stack, preview: true, config: With(image));

        Assert.Contains(run.Resources.Values, resource =>
            resource.Type.EndsWith("achine:LinuxVirtualMachine", StringComparison.Ordinal)
            || resource.Type == "gcp:compute/instance:Instance"
        );
    }

    [Theory]
    [InlineData("azure-private", "Azure", "Debian:debian-12:12-gen2:latest")]
    [InlineData("azure-private", "Azure", "ami-0ba4ed00")]
    [InlineData("azure-private", "Azure", $"{Group}/disks/baked")]
    [InlineData("azure-private", "Azure", $"{Group}/galleries/ours/images/node\n")]
    [InlineData("azure-private", "Azure", $"{Group}/galleries/ours/images/node/versions/newest")]
    [InlineData("azure-private", "Azure", "/communityGalleries/theirs-0a1b2c/images/node")]
    [InlineData("gcp-private", "Google Cloud", "baked")]
    [InlineData("gcp-private", "Google Cloud", "ami-0ba4ed00")]
    [InlineData("gcp-private", "Google Cloud", "projects/acme/global/snapshots/baked")]
    [InlineData("gcp-private", "Google Cloud", "https://example.com/compute/v1/projects/acme/global/images/baked")]
    [InlineData("gcp-private", "Google Cloud", "projects/acme/global/images/baked\n")]
    public async Task ImageId_OfNoImageThere_IsRefused(string stack, string cloud, string image)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackRun.OfExampleAsync(stack, preview: true, config: With(image)));

        Assert.Contains($"infra:imageId is not a valid image ID on {cloud} ", error.ToString(), StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, string> With(string image) =>
        StackRun.DefaultConfig.Append(new("infra:imageId", image)).ToImmutableDictionary();
}
