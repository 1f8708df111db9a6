using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>
/// Zones of the AWS regions in common use, by their letters.
/// Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
/// </summary>
internal static class AwsRegions
{
    internal static ImmutableSortedDictionary<string, string> ZoneLetters { get; } = new Dictionary<string, string>
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
        ["us-east-1"] = "abcdef",
        ["us-east-2"] = "abc",
        ["us-west-1"] = "ac",
        ["us-west-2"] = "abcd",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
