using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Customers;

namespace Infra.Core.Clouds.Aws;

/// <summary>A customer managed KMS key for EBS volumes.</summary>
internal static partial class KmsKey
{
    // Not an alias: EBS reports the key itself, and the difference would replace volumes.
    internal static DiskKeyForm OfDisks { get; } =
        new(
            "a KMS key's ARN",
            Arn(),
            "'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab': the key itself, not its ID or an alias",
            Check
        );

    private static DiskKeyProblem? Check(string arn, DiskKeyProject project)
    {
        var parts = arn.Split(':');
        return (project.Region, project.Account) switch
        {
            ({ } region, _) when parts[1] != AwsPartition.Of(region) || parts[3] != region => new(
                Severity.Error,
                $"The key is in {parts[3]} (partition {parts[1]}); EBS encrypts volumes in {region} with a key of that region only.",
                $"Use a key whose ARN begins with 'arn:{AwsPartition.Of(region)}:kms:{region}:'."
            ),
            (_, { } account) when parts[4] != account => new(
                Severity.Warning,
                $"The key belongs to account {parts[4]}, and the volumes to {account}.",
                $"If that is a typo, use a key of account {account}. Otherwise its key policy must admit that account (docs/byoc.md)."
            ),
            _ => null,
        };
    }

    // https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id: a UUID, or 'mrk-' and 32 hexadecimal digits.
    [GeneratedRegex(
        @"\Aarn:aws(-cn|-us-gov)?:kms:[a-z0-9-]{1,32}:[0-9]{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\z"
    )]
    private static partial Regex Arn();
}
