namespace Infra.Core.Iam;

/// <summary>The common parts of ARNs.</summary>
internal static class AwsArn
{
    private const int AccountDigits = 12;

    /// <summary>
    /// The partition of a region: <c>aws</c>, or one of the separate ones.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    /// </summary>
    internal static string Partition(string region) =>
        region switch
        {
            _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
            _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
            _ => "aws",
        };

    /// <summary>
    /// Returns the account ID if it is valid. It comes from AWS, but ends up in a policy: a <c>*</c> there would mean everyone.
    /// </summary>
    /// <exception cref="ArgumentException">Not twelve digits.</exception>
    internal static string Account(string accountId) =>
        accountId.Length == AccountDigits && accountId.All(char.IsAsciiDigit)
            ? accountId
            : throw new ArgumentException($"'{accountId}' is not an AWS account ID (12 digits).", nameof(accountId));
}
