using System.Collections.Immutable;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// Zones of the AWS regions in common use, by their letters. Which zone a letter means, and in the oldest regions which letters exist,
/// differs between accounts created before November 2025: a stack file can name its zones. Source:
/// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html. It lists zones by ID (apne1-az4), which
/// gives their number; the letters are those that most accounts see.
/// </summary>
internal static class AwsRegions
{
    internal static ImmutableSortedDictionary<string, string> ZoneLetters { get; } =
        new Dictionary<string, string>
        {
            ["ap-northeast-1"] = "acd",
            ["ap-northeast-2"] = "abcd",
            ["ap-south-1"] = "abc",
            ["ap-southeast-1"] = "abc",
            ["ap-southeast-2"] = "abc",
            ["ca-central-1"] = "abd",
            ["eu-central-1"] = "abc",
            ["eu-central-2"] = "abc",
            ["eu-north-1"] = "abc",
            ["eu-south-1"] = "abc",
            ["eu-west-1"] = "abc",
            ["eu-west-2"] = "abc",
            ["eu-west-3"] = "abc",
            ["sa-east-1"] = "abc",
            // The sixth (use1-az3, for most accounts e) has no m6i: https://github.com/skypilot-org/skypilot-catalog,
            // catalogs/v8/aws/vms.csv, taken from DescribeInstanceTypeOfferings, lists az1, 2, 4, 5 and 6.
            ["us-east-1"] = "abcdf",
            ["us-east-2"] = "abc",
            ["us-west-1"] = "ac",
            ["us-west-2"] = "abcd",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
