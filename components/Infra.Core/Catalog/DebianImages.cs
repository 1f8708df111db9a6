using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Where Debian's own images are: in the public partition of each cloud (https://wiki.debian.org/Cloud). The others have accounts,
/// publishers and projects of their own, and none of these.
/// </summary>
internal static class DebianImages
{
    // https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    private static readonly string[] AwsApart = ["cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-"];

    // https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure, https://docs.azure.cn
    private static readonly string[] AzureApart = ["china", "usgov", "usdod", "usnat", "ussec"];

    // https://cloud.google.com/blog/products/infrastructure/google-cloud-dedicated-regions: u-france-east1, u-germany-northeast1
    private static readonly string[] GcpApart = ["u-"];

    /// <summary>False in a partition of its own, of which nobody has said that the images are there.</summary>
    internal static bool AreIn(CloudKind cloud, string region) =>
        !Array.Exists(
            cloud switch
            {
                CloudKind.Aws => AwsApart,
                CloudKind.Azure => AzureApart,
                CloudKind.Gcp => GcpApart,
                _ => [],
            },
            prefix => region.StartsWith(prefix, StringComparison.Ordinal)
        );
}
