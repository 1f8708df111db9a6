namespace Infra.Core.Clouds.Aws;

/// <summary>The separate worlds of AWS: an account, a role or a key of one means nothing in another.</summary>
internal static class AwsPartition
{
    internal const string Commercial = "aws";

    // https://docs.aws.amazon.com/general/latest/gr/aws-arns.html
    internal static string Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : Commercial;
}
